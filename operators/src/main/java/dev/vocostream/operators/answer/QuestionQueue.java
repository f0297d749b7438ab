package dev.vocostream.operators.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which pending questions may go to the model, in order of arrival, and which still wait for their
 * camera's clock. Holds nothing that is not in keyed state too: after a restore it is filled again.
 */
final class QuestionQueue {
  private final ArrayDeque<Ticket> ready = new ArrayDeque<>();
  private final Map<String, List<Ticket>> waiting = new HashMap<>();
  private volatile int size; // read by metrics, from a thread of theirs

  /**
   * A pending question.
   *
   * @param to end of its window, epoch milliseconds
   */
  record Ticket(String camera, String id, long to) {
    static Ticket of(PendingQuestion pending) {
      return new Ticket(pending.asked().camera(), pending.id(), pending.to());
    }
  }

  void add(Ticket ticket, boolean ahead) {
    size = size + 1;
    if (ahead) {
      waiting.computeIfAbsent(ticket.camera, camera -> new ArrayList<>()).add(ticket);
    } else {
      ready.add(ticket);
    }
  }

  /** The camera's clock has come to {@code newest}. */
  void advance(String camera, long newest) {
    release(camera, ticket -> ticket.to <= newest);
  }

  /** This question has waited long enough, if it still does. */
  void release(String camera, String id) {
    release(camera, ticket -> ticket.id.equals(id));
  }

  /** Nothing more will come: nobody waits. */
  void releaseAll() {
    waiting.values().forEach(ready::addAll);
    waiting.clear();
  }

  private void release(String camera, Predicate<Ticket> due) {
    List<Ticket> tickets = waiting.getOrDefault(camera, List.of());
    for (Iterator<Ticket> each = tickets.iterator(); each.hasNext(); ) {
      Ticket ticket = each.next();
      if (due.test(ticket)) {
        ready.add(ticket);
        each.remove();
      }
    }
    if (tickets.isEmpty()) {
      waiting.remove(camera);
    }
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** The ready question that has waited longest; null if there is none. */
  Ticket poll() {
    Ticket ticket = ready.poll();
    size = ticket == null ? size : size - 1;
    return ticket;
  }

  int size() {
    return size;
  }
}
