package dev.vocostream.operators.answer;

import dev.vocostream.model.Reply;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorScore;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Turns what the model says of the current camera into scores and alerts. */
final class MonitorVerdicts {
  private final MonitorStates states;
  private final MonitorMetrics metrics;
  private final SideOutput out;

  MonitorVerdicts(RuntimeContext context, SideOutput out) {
    this.states = new MonitorStates(context);
    this.metrics = new MonitorMetrics(context.getMetricGroup());
    this.out = out;
  }

  MonitorStates states() {
    return states;
  }

  MonitorMetrics metrics() {
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
    metrics.scored.inc();
    out.tell(
        CameraMemory.SCORES, new MonitorScore(monitor.id(), round.camera(), round.at(), found));
    MonitorRun now = run.answered(found, change);
    if (change != null) {
      List<Evidence> evidence = AnswerComposer.evidence(times, reply.attention());
      tell(alertOf(monitor, round.camera(), change, now).because(null, evidence));
    }
    states.put(monitor.id(), now);
  }

  /** No score and no alert; how it stands stays as it is. */
  void unanswered(Monitor monitor) throws Exception {
    metrics.unscored.inc();
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
      tell(alertOf(monitor, camera, State.CLEARED, run).because(reason, List.of()));
    }
  }

  private void tell(MonitorAlert alert) {
    metrics.alert(alert.state());
    out.tell(CameraMemory.ALERTS, alert);
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
