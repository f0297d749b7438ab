package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.StatusMessage.Memory;
import dev.vocostream.state.MemorySpan;
import dev.vocostream.state.ThinnedSpan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * Tells the status of each known camera when its state changes, and from then on in a fixed
 * interval until it is removed. The same timer erases for a while what is forgotten of a camera of
 * which no frame may follow: one that said a word, was silent for too long, or is no more. The
 * timers are in keyed state.
 */
final class StatusTeller implements WallClockTimers<String, VoidNamespace> {
  /** A status must fit in a message. */
  private static final int MOST_THINNED = 100;

  /** A large odd number: {@code cam1} and {@code cam2} are far from each other. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  // -- configuration
  private final Remembered remembered;
  private final Predicate<String> isThere;
  private final long everyMillis;

  // -- runtime
  private final InternalTimerService<VoidNamespace> timers;
  private final Consumer<StatusMessage> out;

  /**
   * @param isThere which cameras may be shown
   * @param timers makes the timer service that calls this object back
   */
  StatusTeller(
      Remembered remembered,
      Predicate<String> isThere,
      Duration every,
      Function<Triggerable<String, VoidNamespace>, InternalTimerService<VoidNamespace>> timers,
      Consumer<StatusMessage> out) {
    this.remembered = remembered;
    this.isThere = isThere;
    this.everyMillis = every.toMillis();
    this.out = out;
    this.timers = timers.apply(this);
  }

  /** The current camera has said a word. */
  void changed(String camera) throws Exception {
    tell(camera);
    beginToErase(camera);
  }

  /** Nothing is known any more of the current camera, and soon nothing will be left. */
  void removed(String camera) throws Exception {
    beginToErase(camera);
    out.accept(StatusMessage.removed(camera));
  }

  private void beginToErase(String camera) throws Exception {
    long now = timers.currentProcessingTime();
    remembered.erasure().begin(now);
    registerNext(camera, now);
  }

  private void registerNext(String camera, long now) {
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, nextAfter(camera, now));
  }

  /**
   * Once in each interval, so that a camera that says much has one timer still; when in it goes by
   * the camera, so that a thousand are not all told at once.
   */
  private long nextAfter(String camera, long now) {
    long shift = Math.floorMod(camera.hashCode() * SPREAD, everyMillis);
    return Math.floorDiv(now - shift, everyMillis) * everyMillis + everyMillis + shift;
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    // After a pause of the job the next time may have passed as well: it is left out.
    long now = Math.max(timer.getTimestamp(), timers.currentProcessingTime());
    boolean known = remembered.report() != null;
    if (known) {
      if (remembered.forgetOld(now) > 0) {
        remembered.erasure().begin(timer.getTimestamp());
      }
      tell(timer.getKey());
    }
    if (eraseAgain(known, timer.getTimestamp(), now) || known) {
      registerNext(timer.getKey(), now);
    }
  }

  private boolean eraseAgain(boolean known, long due, long now) throws Exception {
    boolean more = remembered.erasure().goesOn(due, now);
    if (more && known) {
      remembered.eraseForgotten();
    } else if (more) {
      remembered.erase();
    }
    return more;
  }

  private void tell(String camera) throws Exception {
    if (isThere.test(camera)) {
      StatusMessage status = statusOf(camera);
      remembered.metrics().told(status);
      out.accept(status);
    }
  }

  private StatusMessage statusOf(String camera) throws Exception {
    MemorySpan span = remembered.frames().span();
    CameraTerms terms = remembered.terms();
    return new StatusMessage(
        camera,
        remembered.report(),
        new Memory(
            span.oldest(),
            span.newest(),
            span.frames(),
            span.bytes(),
            gaps(span),
            thinned(span.oldest())),
        remembered.counts(),
        terms == null ? null : terms.change());
  }

  /** The newest hundred, as far as they are not forgotten. */
  private List<ThinnedSpan> thinned(Long oldest) throws Exception {
    if (oldest == null) {
      return List.of();
    }
    List<ThinnedSpan> all = remembered.frames().thinned(oldest, Long.MAX_VALUE);
    return all.subList(Math.max(0, all.size() - MOST_THINNED), all.size()).stream()
        .map(span -> new ThinnedSpan(Math.max(oldest, span.from()), span.to()))
        .toList();
  }

  private List<Gap> gaps(MemorySpan span) throws Exception {
    CameraTerms terms = remembered.terms();
    if (span.oldest() == null || terms == null) {
      return List.of();
    }
    GapRule rule = GapRule.at(terms.fps());
    return GapRule.longestOf(
        new GapFinder(remembered).between(span.oldest(), span.validTo(), rule));
  }
}
