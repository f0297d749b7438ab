package dev.vocostream.operators.answer;

import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which cameras are known to be there. What a job goes on from may be from before a camera was
 * removed; until its source has said in this life of the job that it is there still, nothing of it
 * is shown, and questions about it wait here.
 */
final class HeardCameras {
  private final AnswerSettings settings;
  private final QuestionQueue queue;
  private final Monitors monitors;
  private final Set<String> heard = new HashSet<>();
  private final Map<String, Set<Ticket>> waiting = new HashMap<>(); // in order of arrival
  private final Map<String, Long> clocks = new HashMap<>(); // of those that are not heard of yet
  private volatile int waitingCount; // read by metrics, from a thread of theirs

  HeardCameras(AnswerSettings settings, QuestionQueue queue, Monitors monitors) {
    this.settings = settings;
    this.queue = queue;
    this.monitors = monitors;
  }

  /** Whether it may be shown. Those of the job's file are there without a word. */
  boolean isThere(String camera) {
    return !settings.camerasSpeak()
        || heard.contains(camera)
        || settings.cameras().containsKey(camera);
  }

  /** Whether a question may go to the model; else it waits until its camera is heard of. */
  boolean admits(Ticket ticket) {
    boolean there = isThere(ticket.camera());
    if (!there) {
      waiting.computeIfAbsent(ticket.camera(), camera -> new LinkedHashSet<>()).add(ticket);
      count();
    }
    return there;
  }

  /** Nobody waits for this one any more. */
  void forget(Ticket ticket) {
    waiting.computeIfPresent(
        ticket.camera(), (camera, same) -> same.remove(ticket) && same.isEmpty() ? null : same);
    count();
  }

  private void count() {
    waitingCount = waiting.values().stream().mapToInt(Set::size).sum();
  }

  /** How many questions wait for their camera's word. */
  int waiting() {
    return waitingCount;
  }

  /** If the current camera says that it is there, what waited for its word need not wait more. */
  void hear(MemoryEvent event) throws Exception {
    String camera = event.camera();
    if (event.terms() != null && !isThere(camera)) {
      heard.add(camera);
      waiting.getOrDefault(camera, Set.of()).forEach(ticket -> queue.add(ticket, false));
      waiting.remove(camera);
      count();
      monitors.resume(camera);
      Long clock = clocks.remove(camera);
      if (clock != null) {
        monitors.advance(camera, clock);
      }
    }
  }

  /**
   * The current camera's clock has come to {@code clock}, epoch milliseconds. What was owed of it
   * when the job ended comes before its word: what that makes due is asked for when it is heard.
   */
  void advance(String camera, long clock) throws Exception {
    queue.advance(camera, clock);
    if (isThere(camera)) {
      monitors.advance(camera, clock);
    } else {
      clocks.put(camera, clock);
    }
  }

  /** The camera is no more, and whoever waited was told so. */
  void removed(String camera) {
    heard.remove(camera);
    waiting.remove(camera);
    count();
    clocks.remove(camera);
  }
}
