package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.compressed;
import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.lit;
import static dev.vocostream.operators.Fixtures.question;
import static dev.vocostream.operators.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.Prompt;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.compress.BatchRule;
import dev.vocostream.operators.compress.FrameCompressor;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** On RocksDB, with a model whose right answers can be computed. */
class CameraMemoryOperatorTest extends CameraMemoryTest {
  @Test
  void answersFromWhatTheCameraItselfRemembers() throws Exception {
    harness.remember("yard", START, START + 1, START + 2);
    harness.remember("door", START + 1);
    harness.ask(question("q", null, "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.text()).isEqualTo(answerTo("yard", START, START + 1, START + 2));
    assertThat(answer.window().frames()).isEqualTo(3);
    assertThat(answer.evidence()).hasSize(3);
  }

  @Test
  void readsOnlyTheWindowBothEndsInclusive() throws Exception {
    harness.remember("yard", START, START + 10, START + 20, START + 30);
    harness.ask(question("q", new Window(null, START + 10, START + 20), "yard"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START + 10, START + 20));
  }

  @Test
  void lastCountsFromTheNewestFrame() throws Exception {
    harness.remember("yard", START, START + 10_000, START + 20_000);
    harness.ask(question("q", new Window(10_000L, null, null), "yard"));
    assertThat(harness.theAnswer().text())
        .isEqualTo(answerTo("yard", START + 10_000, START + 20_000));
  }

  @Test
  void anOldWindowHasNoFramesAndSaysThatTheyWereForgotten() throws Exception {
    harness.remember("yard", START, START + 70_000);
    harness.ask(question("q", new Window(null, START - 10, START + 10), "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(answer.reason()).isEqualTo("forgotten");
    assertThat(answer.window().gaps()).containsExactly(new Gap(START - 10, START, "forgotten"));
  }

  @Test
  void aPartOfTheWindowWithoutFramesIsStated() throws Exception {
    harness.remember("yard", START, START + 1_000, START + 9_000, START + 10_000);
    harness.ask(question("q", new Window(null, START - 4_000, START + 10_000), "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(
            new Gap(START - 4_000, START, "missing"),
            new Gap(START + 1_000, START + 9_000, "missing"));
  }

  @Test
  void aCameraThatIsAwaySaysWhy() throws Exception {
    CameraReport report =
        new CameraReport("yard", CameraReport.State.OFFLINE, "yard.mp4: no such file", START);
    harness.remember(MemoryEvent.of(report));
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().reason()).isEqualTo("OFFLINE: yard.mp4: no such file");
  }

  @Test
  void anUnknownCameraIsRejected() throws Exception {
    harness.ask(question("q", null, "cellar"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.REJECTED);
    assertThat(harness.theAnswer().reason()).isEqualTo("unknown-camera");
  }

  @Test
  void aFrameOfAnotherModelIsNeverRead() throws Exception {
    harness.remember("yard", START);
    harness.remember(compressed("yard", START + 1, "other-weights"));
    harness.remember("yard", START + 2);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START, START + 2));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 1, START + 1, "foreign-model"));
    assertThat(harness.metrics().counted("framesUnreadable", "yard")).isOne();
  }

  @Test
  void framesInARowThatCannotBeReadAreOneGapAndTheReasonWhereNoneCan() throws Exception {
    for (long time = START; time < START + 3; time++) {
      harness.remember(compressed("yard", time, "other-weights"));
    }
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.NO_FRAMES);
    assertThat(harness.theAnswer().reason()).isEqualTo("foreign-model");
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START, START + 2, "foreign-model"));
  }

  @Test
  void aReplyThatNoMemoryIsLeftForIsOverloadedAndNotFailed() throws Exception {
    harness.remember("yard", START);
    model().failAfter(0, () -> new OverloadedException("no memory for 1 at once", null));
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.OVERLOADED);
    assertThat(harness.theAnswer().reason()).isEqualTo("overloaded: no memory for 1 at once");
  }

  @Test
  void aModelThatFailsIsAFailedAnswerWithItsReason() throws Exception {
    harness.remember("yard", START);
    model().failAfter(0);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(harness.theAnswer().reason())
        .isEqualTo("model: the fake model fails, as it was told to");
  }

  @Test
  void framesThatTheModelRefusedAreAGap() throws Exception {
    for (long time = START + 1_000; time <= START + 3_000; time += 1_000) {
      model().refuse(image("yard", time));
    }
    try (var compressor =
        new OneInputStreamOperatorTestHarness<>(
            new FrameCompressor(
                new BatchRule(5, Duration.ofSeconds(1)), source, source.fingerprint()))) {
      compressor.open();
      for (long time = START; time <= START + 4_000; time += 1_000) {
        compressor.processElement(new StreamRecord<>(seen("yard", time)));
      }
      for (MemoryEvent event : compressor.extractOutputValues()) {
        harness.remember(event);
      }
    }
    harness.ask(question("q", new Window(null, START, START + 4_000), "yard"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START, START + 4_000));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START, START + 4_000, "missing"));
  }

  @Test
  void theModelIsAskedAllThatTheQuestionSays() throws Exception {
    harness.remember(lit("yard", START, 0.8));
    List<Question.Turn> turns = List.of(new Question.Turn("Who?", "Bob."));
    harness.ask(new Question("q", List.of("yard"), "And now?", null, true, turns, 5, null));
    CameraAnswer answer = harness.theAnswer();
    assertThat(model().prompts())
        .containsExactly(
            new Prompt(
                "And now?", List.of(new Prompt.Turn("Who?", "Bob.")), Prompt.Form.YES_NO, 5));
    assertThat(answer.text()).isEqualTo("yes");
    assertThat(answer.probability()).isEqualTo(0.8);
  }

  @Test
  void whereNotAllFitsItSaysHowManyWereReadAndTheNewestIsAmongThem() throws Exception {
    harness.remember("yard", LongStream.range(START, START + 60).toArray());
    String longest = "x".repeat(2_000); // leaves room for 40 tokens
    harness.ask(new Question("q", List.of("yard"), longest, null, false, List.of(), 8, null));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.window().frames()).isEqualTo(40);
    assertThat(answer.window().remembered()).isEqualTo(60);
    assertThat(answer.text()).endsWith(FakeModel.checksum(image("yard", START + 59)));
  }

  @Test
  void saysHowLongItWaitedAndHowLongTheModelTook() throws Exception {
    harness.ask(question("q", new Window(null, START, START + 2_000), "yard"));
    harness.setProcessingTime(START + 3_000);
    model().hold();
    harness.remember("yard", START + 2_000);
    harness.setProcessingTime(START + 3_500);
    model().letGo();
    assertThat(harness.theAnswer().timings()).isEqualTo(new Timings(3_000, 500, 3_500));
  }

  @Test
  void anAnswerFromOldFramesIsStale() throws Exception {
    harness.remember("yard", START);
    harness.setProcessingTime(START + 30_001);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.STALE);
    assertThat(harness.theAnswer().reason()).isEqualTo("newest-frame: 1970-01-01T00:16:40Z");
  }
}
