package dev.vocostream.model.answering;

import dev.vocostream.model.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Prompts that wait to be read: questions before monitors, each kind in the order it came. A
 * thousand monitors that fall due together fill many passes, and a question that comes meanwhile is
 * in the next one.
 *
 * <pre>
 *   questions   q q ────────┐
 *                           ├──►  q q m m m | m m m m m | q m m m m | ..     a pass has maxRows
 *   monitors    m m m m .. ─┘
 * </pre>
 *
 * One monitor is in every pass, however many questions there are, so that none waits for ever.
 */
final class WaitingRoom {
  private final int maxRows;
  private final Deque<Conversation> questions = new ArrayDeque<>();
  private final Deque<Conversation> monitors = new ArrayDeque<>();

  /**
   * @param maxRows prompt rows of one pass, but for that one monitor, and unless the first prompt
   *     alone has more
   */
  WaitingRoom(int maxRows) {
    this.maxRows = maxRows;
  }

  void add(Conversation conversation, Priority priority) {
    (priority == Priority.QUESTION ? questions : monitors).add(conversation);
  }

  void forEach(Consumer<Conversation> action) {
    all().forEach(action);
  }

  /** Whether nobody waits for anything. */
  boolean isIdle() {
    return all().noneMatch(Conversation::isOpen);
  }

  private Stream<Conversation> all() {
    return Stream.concat(questions.stream(), monitors.stream());
  }

  /**
   * Those that are read next; they wait no more.
   *
   * @param most how many there is room for, but for one monitor
   */
  List<Conversation> take(int most) {
    List<Conversation> taken = new ArrayList<>();
    fill(taken, questions, most);
    monitors.removeIf(monitor -> !monitor.isOpen());
    if (!monitors.isEmpty() && most > 0) {
      taken.add(monitors.poll()); // gone after this pass, whatever is open
    }
    fill(taken, monitors, most);
    return taken;
  }

  /** Those who have given up just leave. */
  private void fill(List<Conversation> taken, Deque<Conversation> queue, int most) {
    while (!queue.isEmpty() && taken.size() < most && fits(taken, queue.peek())) {
      Conversation next = queue.poll();
      if (next.isOpen()) {
        taken.add(next);
      }
    }
  }

  private boolean fits(List<Conversation> taken, Conversation next) {
    int rows = taken.stream().mapToInt(c -> c.words.length).sum();
    return taken.isEmpty() || !next.isOpen() || rows + next.words.length <= maxRows;
  }

  void clear() {
    questions.clear();
    monitors.clear();
  }
}
