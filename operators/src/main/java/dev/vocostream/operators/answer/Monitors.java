package dev.vocostream.operators.answer;

import dev.vocostream.model.Reply;
import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.answer.MonitorAsker.Asked;
import dev.vocostream.operators.answer.MonitorAsker.Asking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the monitors of each camera as its frames come.
 *
 * <pre>
 *   frame ─► who is due ─► keyed state (open) ─► queue ─► window, read once ─► model
 *                                 │                                              │ through the mailbox
 *                                 └── closed in the same step as score and alert go out ◄──┘
 * </pre>
 *
 * Nothing here looks at a clock: when a monitor is due, what it looks at and what an alert is
 * called follow from the frames, so that what is done again after a failure comes out the same.
 */
final class Monitors {
  private static final Logger LOG = LoggerFactory.getLogger(Monitors.class);

  // -- configuration
  private final KeyContext keys;
  private final MonitorStates states;
  private final MonitorVerdicts verdicts;
  private final MonitorAsker asker;
  private final Returns returns;

  // -- runtime
  private final InFlight inFlight;
  private final ArrayDeque<MonitorRound> queue = new ArrayDeque<>();
  private final Map<String, Long> next = new HashMap<>(); // by camera; found anew if missing
  private volatile int queued; // read by metrics, from a thread of theirs

  /**
   * @param keys switches between cameras
   * @param inFlight bounds the windows that are with the model for monitors
   */
  Monitors(
      KeyContext keys,
      MonitorVerdicts verdicts,
      MonitorAsker asker,
      InFlight inFlight,
      Returns returns) {
    this.keys = keys;
    this.states = verdicts.states();
    this.verdicts = verdicts;
    this.asker = asker;
    this.inFlight = inFlight;
    this.returns = returns;
    verdicts.metrics().watch(() -> queued, inFlight::size);
  }

  /** Queues again what the model was asked before a restore, of cameras that may be shown. */
  void resume(KeyedStateBackend<Object> backend, Predicate<String> isThere) throws Exception {
    for (String camera : MonitorStates.camerasWithOpenRuns(backend)) {
      if (isThere.test(camera)) {
        keys.setCurrentKey(camera);
        resume(camera);
      }
    }
  }

  /** The same, of the current camera. */
  void resume(String camera) throws Exception {
    Map<Long, List<Monitor>> open = new TreeMap<>();
    for (Monitor monitor : states.all()) {
      Long at = states.run(monitor.id()).openAt();
      if (at != null) {
        open.computeIfAbsent(at, frame -> new ArrayList<>()).add(monitor);
      }
    }
    open.forEach((at, monitors) -> enqueue(camera, at, monitors));
  }

  /** What a monitor shall be for the current camera. The same again changes nothing. */
  void assign(CameraMonitor word) throws Exception {
    Monitor before = states.monitor(word.id());
    Monitor now = word.monitor();
    next.remove(word.camera());
    if (now == null) {
      verdicts.close(before, word.camera(), "monitor-removed");
      states.remove(word.id());
      return;
    }
    if (before != null && AlertId.version(before).equals(AlertId.version(now))) {
      return;
    }
    if (before != null) {
      verdicts.close(before, word.camera(), "monitor-changed");
      states.forgetRun(word.id());
    }
    states.put(now);
    if (!asker.fits(now)) {
      LOG.warn(
          "monitor '{}', camera '{}': expected a text that the model can read and that leaves room"
              + " in its context, found one of {} characters; it is never scored: shorten it",
          now.id(),
          word.camera(),
          now.text().length());
    }
  }

  /** The current camera is no more: nothing that was found on it is kept. */
  void cameraRemoved(String camera) throws Exception {
    next.remove(camera);
    for (Monitor monitor : states.all()) {
      verdicts.close(monitor, camera, "camera-removed");
      states.forgetRun(monitor.id());
    }
  }

  /** The current camera's clock has come to {@code clock}, epoch milliseconds. */
  void advance(String camera, long clock) throws Exception {
    Long first = next.get(camera);
    if (first == null) {
      first = firstNext();
      next.put(camera, first);
    }
    if (clock < first) {
      return;
    }
    List<Monitor> due = new ArrayList<>();
    for (Monitor monitor : states.all()) {
      if (fallsDue(monitor, camera, clock)) {
        due.add(monitor);
      }
    }
    next.put(camera, firstNext());
    enqueue(camera, clock, due);
  }

  private long firstNext() throws Exception {
    long first = Long.MAX_VALUE;
    for (Monitor monitor : states.all()) {
      MonitorSchedule schedule = MonitorSchedule.of(monitor);
      first = Math.min(first, schedule.next(states.run(monitor.id()).dueAt()));
    }
    return first;
  }

  /** Whether it is to be asked; notes that it is. */
  private boolean fallsDue(Monitor monitor, String camera, long clock) throws Exception {
    MonitorSchedule schedule = MonitorSchedule.of(monitor);
    MonitorRun run = states.run(monitor.id());
    if (clock < schedule.next(run.dueAt())) {
      return false;
    }
    if (schedule.isOver(clock)) {
      verdicts.close(monitor, camera, "expired");
      states.put(monitor.id(), run.over(clock));
      return false;
    }
    boolean open = run.openAt() != null;
    states.put(monitor.id(), open ? run.skipped(clock) : run.asked(clock));
    if (open) {
      verdicts.metrics().skipped.inc();
    }
    return !open;
  }

  /** Those that read the same window are one round. */
  private void enqueue(String camera, long at, List<Monitor> monitors) {
    Map<Long, List<String>> byWindow = new HashMap<>();
    for (Monitor monitor : monitors) {
      byWindow
          .computeIfAbsent(monitor.windowMillis(), window -> new ArrayList<>())
          .add(monitor.id());
    }
    byWindow.forEach((window, ids) -> queue.add(new MonitorRound(camera, at, window, ids)));
    queued = queue.size();
  }

  /** Hands rounds to the model while there is room. Leaves another current camera behind. */
  void submitReady() throws Exception {
    while (!queue.isEmpty() && !inFlight.isFull()) {
      MonitorRound round = queue.poll();
      queued = queue.size();
      keys.setCurrentKey(round.camera());
      submit(round);
    }
  }

  private void submit(MonitorRound round) throws Exception {
    List<Monitor> open = new ArrayList<>();
    for (String id : round.monitors()) {
      Monitor monitor = states.monitor(id);
      if (monitor != null && verdicts.isOpen(monitor, round.at())) {
        open.add(monitor);
      } // else it was removed or changed, or is over
    }
    Asking asking = open.isEmpty() ? Asking.NOTHING : asker.ask(round, open);
    for (Monitor monitor : open) {
      if (asking.asked().stream().noneMatch(asked -> asked.monitor().equals(monitor.id()))) {
        verdicts.unanswered(monitor);
      }
    }
    if (!asking.asked().isEmpty()) {
      inFlight.entered(round.ticket(), asking.replies(), asking.bytes());
      returns.bring(asking.replies(), (all, failure) -> completed(round, asking));
    }
  }

  private void completed(MonitorRound round, Asking asking) throws Exception {
    inFlight.left(round.ticket());
    keys.setCurrentKey(round.camera());
    for (Asked asked : asking.asked()) {
      Monitor monitor = states.monitor(asked.monitor());
      if (monitor != null && verdicts.isOpen(monitor, round.at())) {
        Reply reply = asked.reply().handle((said, failure) -> said).join();
        verdicts.take(monitor, round, reply, asking.times());
      }
    }
  }

  /** Whether the model owes nothing. */
  boolean isIdle() {
    return queue.isEmpty() && inFlight.isEmpty();
  }
}
