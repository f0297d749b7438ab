package dev.vocostream.operators.answer;

import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.Reply;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.AnsweredWindow;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Puts one camera's part of an answer together. Times are epoch milliseconds. */
final class AnswerComposer {
  private static final int EVIDENCE = 3;

  private AnswerComposer() {}

  /** What one question asked, read and when; the ground of every kind of answer. */
  record Case(PendingQuestion pending, RecalledWindow window, long submittedAt, long answeredAt) {
    Case answeredAt(long now) {
      return new Case(pending, window, submittedAt, now);
    }
  }

  /** What the model came back with: a reply, or an error; the other is null. */
  static CameraAnswer of(Case of, Reply reply, Throwable error, String whyStale) {
    return error == null ? answered(of, reply, whyStale) : unanswered(of, error);
  }

  /**
   * @param whyStale null where it is not
   */
  static CameraAnswer answered(Case of, Reply reply, String whyStale) {
    return compose(of, whyStale == null ? Status.ANSWERED : Status.STALE, whyStale, reply);
  }

  /** The model gave no reply: there was no room for this one, or it cannot. */
  static CameraAnswer unanswered(Case of, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof OverloadedException) {
      return compose(of, Status.OVERLOADED, "overloaded: " + cause.getMessage(), null);
    }
    return compose(of, Status.FAILED, "model: " + cause.getMessage(), null);
  }

  static CameraAnswer tooLong(Case of) {
    return compose(of, Status.REJECTED, "too-long: no room is left in the model's context", null);
  }

  static CameraAnswer overloaded(PendingQuestion question, long now) {
    Case of = new Case(question, null, now, now);
    return compose(of, Status.OVERLOADED, "deadline: not answered in time", null);
  }

  /** It was not asked: its deadline would have passed before all that go first are answered. */
  static CameraAnswer tooLate(PendingQuestion question, long now) {
    Case of = new Case(question, null, now, now);
    return compose(of, Status.OVERLOADED, "deadline: too many questions go first", null);
  }

  /**
   * It was not taken in: too many of its camera wait already.
   *
   * @param open how many do
   * @param most how many may
   */
  static CameraAnswer tooMany(PendingQuestion question, int open, int most, long now) {
    String reason =
        "overloaded: %d questions about this camera are unanswered, expected fewer than %d: ask"
            + " again when some are answered, with a nearer end or deadline, or raise"
            + " answer.max-open";
    Case of = new Case(question, null, now, now);
    return compose(of, Status.OVERLOADED, reason.formatted(open, most), null);
  }

  /**
   * @param report the last word of the camera; null if it never said one
   */
  static CameraAnswer noFrames(Case of, CameraReport report) {
    return compose(of, Status.NO_FRAMES, whyNone(of.window, report), null);
  }

  private static String whyNone(RecalledWindow window, CameraReport report) {
    for (Gap gap : window.gaps()) {
      if (!gap.reason().equals(GapRule.MISSING)) {
        return gap.reason(); // forgotten, or there and not to be read
      }
    }
    boolean away = report != null && report.state() != CameraReport.State.ONLINE;
    return away ? RecordedGaps.reasonOf(report) : "nothing remembered in the window";
  }

  static CameraAnswer unknownCamera(CameraQuestion asked, long deadline) {
    return new CameraAnswer(
        asked.question().id(),
        asked.question().cameras(),
        asked.camera(),
        Status.REJECTED,
        "unknown-camera",
        deadline);
  }

  private static CameraAnswer compose(Case of, Status status, String reason, Reply reply) {
    CameraQuestion asked = of.pending.asked();
    return new CameraAnswer(
        of.pending.id(),
        asked.question().cameras(),
        asked.camera(),
        status,
        reason,
        reply == null ? "" : reply.text(),
        reply == null ? null : reply.probability(),
        windowOf(of),
        reply == null ? List.of() : evidence(of.window.times(), reply.attention()),
        timings(asked.arrivedAt(), of.submittedAt, of.answeredAt),
        of.pending.deadline());
  }

  /** Another machine's clock may be ahead after a restore; no time is negative. */
  private static Timings timings(long arrivedAt, long submittedAt, long answeredAt) {
    return new Timings(
        Math.max(0, submittedAt - arrivedAt),
        Math.max(0, answeredAt - submittedAt),
        Math.max(0, answeredAt - arrivedAt));
  }

  private static AnsweredWindow windowOf(Case of) {
    RecalledWindow read = of.window;
    return new AnsweredWindow(
        of.pending.from(),
        of.pending.to(),
        read == null ? 0 : read.frames(),
        read == null ? 0 : read.remembered(),
        read == null ? List.of() : read.gaps());
  }

  /** The frames that weighed most, heaviest first; one that stands for several with them all. */
  static List<Evidence> evidence(List<Long> times, float[] weights) {
    Map<Long, Double> weightOf = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(times.size(), weights.length); i++) {
      weightOf.merge(times.get(i), (double) weights[i], Double::sum);
    }
    List<Evidence> evidence = new ArrayList<>();
    weightOf.forEach((time, weight) -> evidence.add(new Evidence(time, weight)));
    evidence.sort(Comparator.comparingDouble(Evidence::weight).reversed());
    return List.copyOf(evidence.subList(0, Math.min(EVIDENCE, evidence.size())));
  }
}
