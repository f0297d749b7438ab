package dev.vocostream.operators.answer;

import dev.vocostream.model.Reply;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorScore;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Turns what the model says of the current camera into scores and alerts. */
final class MonitorVerdicts {
  private final MonitorStates states;
  private final MetricGroup metrics;
  private final SideOutput out;
  private final Counter scored;
  private final Counter unscored;

  MonitorVerdicts(RuntimeContext context, SideOutput out) {
    this.states = new MonitorStates(context);
    this.metrics = context.getMetricGroup();
    this.out = out;
    scored = metrics.counter("monitorsScored");
    unscored = metrics.counter("monitorsUnscored");
  }

  MonitorStates states() {
    return states;
  }

  MetricGroup metrics() {
    return metrics;
  }

  /** Whether this monitor still waits for what the model says of this frame and those before. */
  boolean isOpen(Monitor monitor, long at) throws Exception {
    Long open = states.run(monitor.id()).openAt();
    return open != null && open == at;
  }

  /**
   * @param reply null where the model failed
   * @param times of the frames read, oldest first
   */
  void take(Monitor monitor, MonitorRound round, Reply reply, List<Long> times) throws Exception {
    Double found = reply == null ? null : reply.probability();
    if (found == null || !Double.isFinite(found)) {
      unanswered(monitor);
      return;
    }
    MonitorRun run = states.run(monitor.id());
    State change = AlertRule.of(monitor).change(run, found, round.at());
    scored.inc();
    out.tell(
        CameraMemory.SCORES, new MonitorScore(monitor.id(), round.camera(), round.at(), found));
    MonitorRun now = run.answered(found, change);
    if (change != null) {
      List<Evidence> evidence = AnswerComposer.evidence(times, reply.attention());
      out.tell(
          CameraMemory.ALERTS,
          alertOf(monitor, round.camera(), change, now).because(null, evidence));
    }
    states.put(monitor.id(), now);
  }

  /** No score and no alert; how it stands stays as it is. */
  void unanswered(Monitor monitor) throws Exception {
    unscored.inc();
    states.put(monitor.id(), states.run(monitor.id()).unanswered());
  }

  /**
   * An alert that is raised is cleared, whatever ends its monitor: nobody shall wait for that in
   * vain.
   *
   * @param monitor null where there was none
   */
  void close(Monitor monitor, String camera, String reason) throws Exception {
    if (monitor != null && states.run(monitor.id()).raised()) {
      MonitorRun run = states.run(monitor.id());
      out.tell(
          CameraMemory.ALERTS,
          alertOf(monitor, camera, State.CLEARED, run).because(reason, List.of()));
    }
  }

  private static MonitorAlert alertOf(Monitor monitor, String camera, State state, MonitorRun run) {
    return new MonitorAlert(
        AlertId.of(monitor, camera, state, run.scoredAt()),
        monitor.id(),
        camera,
        state,
        run.probability(),
        run.scoredAt(),
        List.of(),
        null);
  }
}
