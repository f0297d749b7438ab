package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraCounts;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.Erasure;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Unchanged;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.Thinner;
import dev.vocostream.state.UnchangedSpan;
import dev.vocostream.state.flink.KeyedFrameMemory;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is known of the current camera: its frames, on what terms they are kept, the last word of
 * its state, and counts.
 */
final class Remembered {
  /** The names are part of every savepoint: never change them. */
  private static final ValueStateDescriptor<CameraReport> REPORT =
      new ValueStateDescriptor<>("camera-report", TypeInformation.of(CameraReport.class));

  private static final ValueStateDescriptor<CameraTerms> TERMS =
      new ValueStateDescriptor<>("camera-terms", TypeInformation.of(CameraTerms.class));

  // -- configuration
  private final AnswerSettings settings;
  private final Supplier<String> currentCamera;
  private final KeptTokens kept;

  // -- runtime
  private final FrameMemory frames;
  private final NewestPictures pictures;
  private final Thinner thinner;
  private final FrameNames names = new FrameNames();
  private final RecordedGaps gaps;
  private final PendingQuestions asked;
  private final Erasure erasure;
  private final ValueState<CameraReport> report;
  private final ValueState<CameraTerms> terms;
  private final CountedEvents counts;
  private final MemoryMetrics metrics;
  private final CameraClock clock;

  /**
   * @param currentCamera the current key
   */
  Remembered(RuntimeContext context, Supplier<String> currentCamera, AnswerSettings settings) {
    this.settings = settings;
    this.currentCamera = currentCamera;
    kept = new KeptTokens(settings.fingerprint());
    frames = new KeyedFrameMemory(context, currentCamera);
    pictures = new NewestPictures(context, currentCamera);
    thinner = new Thinner(settings.thinning());
    gaps = new RecordedGaps(context);
    asked = new PendingQuestions(context);
    erasure = new Erasure(context, settings.eraseWithin(), settings.statusEvery());
    report = context.getState(REPORT);
    terms = context.getState(TERMS);
    counts = new CountedEvents(context);
    metrics = new MemoryMetrics(context.getMetricGroup());
    clock = new CameraClock(this::terms, frames, gaps, settings);
  }

  /**
   * A frame or a word of a camera; false if it is not known: removed while this was on its way, and
   * nothing is kept of it.
   *
   * @param now epoch milliseconds
   */
  boolean take(MemoryEvent event, long now) throws Exception {
    boolean known = event.terms() != null || terms() != null;
    if (known) {
      takeKnown(event, now);
    } else if (event.frame() != null) {
      metrics.frameOfNoCamera();
    }
    return known;
  }

  private void takeKnown(MemoryEvent event, long now) throws Exception {
    if (event.frame() != null) {
      remember(event.frame());
    } else if (event.report() != null) {
      takeReport(event.report());
    } else if (event.unchanged() != null) {
      extend(event.unchanged());
    } else {
      terms.update(event.terms());
      if (report.value() == null) {
        report.update(new CameraReport(event.camera(), State.STARTING, "", now));
      }
      forgot(frames.forgetBeyond(event.terms().retention()));
    }
  }

  private void remember(CompressedFrame frame) throws Exception {
    CameraTerms terms = terms();
    Long newest = frames.span().newest();
    if (newest != null && frame.time() <= newest) {
      names.renew(frame.camera());
    }
    gaps.seen(frame.time(), terms.periodMillis(), frames);
    frames.remember(frame.time(), kept.of(frame, terms.tokensPerFrame()));
    pictures.take(frame, frames);
    metrics.rememberedFrame(frame.camera());
    counts.add(new CameraCounts(1, 0, 0, 0));
    forgot(frames.forgetBeyond(terms.retention()));
    thin(frame.camera(), GapRule.at(terms.fps()).longestMillis());
  }

  private void thin(String camera, long longestStep) throws Exception {
    Thinner.Cutter cutter =
        (time, entry, tokens) -> kept.of(new CompressedFrame(camera, time, entry), tokens);
    Thinner.Thinned thinned = thinner.thin(camera, frames, longestStep, cutter);
    metrics.thinnedFrames(camera, thinned);
    forgot(thinned.dropped());
  }

  /** Not where the model refused the frame that was kept: what was there is not known then. */
  private void extend(Unchanged unchanged) throws Exception {
    UnchangedSpan span = new UnchangedSpan(unchanged.sample(), unchanged.from(), unchanged.to());
    frames.extend(span, GapRule.at(terms().fps()).longestMillis());
  }

  /** A state that is said again, as after a restart, is as old as it was; its clock is news. */
  private void takeReport(CameraReport word) throws Exception {
    gaps.heard(word, frames);
    CameraReport last = report.value();
    long since = word.saysStateOf(last) ? last.since() : word.since();
    report.update(
        new CameraReport(word.camera(), word.state(), word.reason(), since, word.clockOffset()));
  }

  /**
   * What a camera that is away has shown gets old though no frame comes, and in the end nothing of
   * it is left.
   *
   * @param now by the wall clock, epoch milliseconds
   * @return how many frames were forgotten
   */
  int forgetOld(long now) throws Exception {
    Long clock = this.clock.at(now);
    int forgotten = clock == null ? 0 : frames.forgetBefore(clock - terms().retainMillis());
    forgot(forgotten);
    if (frames.span().newest() == null) {
      names.renew(currentCamera.get()); // nothing is left that the next frame must be newer than
    }
    return forgotten;
  }

  private void forgot(int forgotten) throws Exception {
    if (forgotten > 0) {
      metrics.forgotFrames(currentCamera.get(), forgotten);
      counts.add(new CameraCounts(0, forgotten, 0, 0));
      pictures.keepNewest(frames);
    }
  }

  void countQuestion() throws Exception {
    counts.add(new CameraCounts(0, 0, 1, 0));
  }

  void countAnswer(CameraAnswer answer) throws Exception {
    metrics.answered(answer);
    counts.add(new CameraCounts(0, 0, 0, 1));
  }

  /** What was forgotten is to be gone from the disk as well. May be called again. */
  void eraseForgotten() throws Exception {
    frames.eraseForgotten();
    pictures.eraseForgotten();
  }

  /** The camera is no more: nothing of it is kept. May be called again. */
  void erase() throws Exception {
    names.renew(currentCamera.get());
    thinner.forget(currentCamera.get());
    frames.erase();
    pictures.erase();
    gaps.erase();
    asked.erase();
    report.clear();
    terms.clear();
    counts.erase();
    metrics.removed(currentCamera.get());
  }

  MemoryMetrics metrics() {
    return metrics;
  }

  Erasure erasure() {
    return erasure;
  }

  FrameMemory frames() {
    return frames;
  }

  NewestPictures pictures() {
    return pictures;
  }

  AnswerSettings settings() {
    return settings;
  }

  FrameNames names() {
    return names;
  }

  /** On what terms its frames are kept; null if there is no such camera. */
  CameraTerms terms() throws Exception {
    CameraTerms said = terms.value();
    CameraSettings configured = settings.cameras().get(currentCamera.get());
    return said != null || configured == null ? said : CameraTerms.of(configured);
  }

  RecordedGaps gaps() {
    return gaps;
  }

  /** Null if the camera never said a word. */
  CameraReport report() throws Exception {
    return report.value();
  }

  CameraCounts counts() throws Exception {
    return counts.all();
  }

  CameraClock clock() {
    return clock;
  }
}
