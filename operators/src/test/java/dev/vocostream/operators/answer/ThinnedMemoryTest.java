package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.compressed;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Fixtures;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.StatusMessage.Memory;
import dev.vocostream.state.ThinnedSpan;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored, answered and told of a memory that gets thinner, on RocksDB. */
class ThinnedMemoryTest {
  private static final long START = 1_000_000;
  private static final Thinning THINNING =
      new Thinning(
          List.of(
              Step.cut(Duration.ofSeconds(5), 1),
              Step.drop(Duration.ofSeconds(10), Duration.ofSeconds(4))));

  private FakeSource source;
  private CameraMemoryHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = made();
    harness.open();
    harness.setProcessingTime(START);
  }

  private CameraMemoryHarness made() throws Exception {
    source = new FakeSource(UUID.randomUUID().toString());
    return new CameraMemoryHarness(source, source.fingerprint(), THINNING);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** One frame a second, the last one twenty seconds after the first. */
  private void film(int first, int last) throws Exception {
    for (int second = first; second <= last; second++) {
      harness.remember("yard", START + second * 1_000L);
    }
  }

  @Test
  void anAnswerReadsWhatIsLeftAndSeesNoGap() throws Exception {
    film(0, 20);
    harness.ask(question("q", null, "yard"));
    CameraAnswer answer = harness.theAnswer();
    // 10 s old and more: 0, 4, 8 stay; 10 is not older than that
    assertThat(answer.text())
        .isEqualTo(answerTo("yard", seconds(0, 4, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)));
    assertThat(answer.window().remembered()).isEqualTo(14);
    assertThat(answer.window().gaps()).isEmpty();
  }

  @Test
  void theStatusTellsOfWhatIsLeftAndWhatWasThinned() throws Exception {
    film(0, 20);
    Memory memory = told();
    int entry = Fixtures.compressed("yard", START).frame().entry().length;
    assertThat(memory.frames()).isEqualTo(14);
    // 8 of them, to second 14, have one token less
    assertThat(memory.bytes()).isEqualTo(14L * entry - 8L * FakeModel.BYTES_PER_TOKEN);
    assertThat(memory.gaps()).isEmpty();
    assertThat(memory.thinned()).containsExactly(new ThinnedSpan(START, START + 9_000));
    assertThat(lastTold().counts().remembered()).isEqualTo(21);
    assertThat(lastTold().counts().forgotten()).isEqualTo(7);
  }

  @Test
  void aWindowOfWhichNothingIsLeftSaysThatItWasThinned() throws Exception {
    film(0, 20);
    harness.ask(question("q", new Window(null, START + 1_000, START + 3_000), "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(answer.reason()).isEqualTo("thinned");
    assertThat(answer.window().gaps())
        .containsExactly(new Gap(START + 1_000, START + 3_000, "thinned"));
  }

  @Test
  void aGapIsOneStillWhenTheFramesAroundItAreThinned() throws Exception {
    film(0, 2);
    film(7, 25);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 2_000, START + 7_000, "missing"));
  }

  @Test
  void afterARestoreItGoesOnAndThinsNothingTwice() throws Exception {
    film(0, 20);
    OperatorSubtaskState snapshot = harness.snapshot(1, START);
    harness.close();
    harness = made();
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(START);
    film(21, 24);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().text())
        .isEqualTo(
            answerTo("yard", seconds(0, 4, 8, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24)));
    assertThat(harness.theAnswer().window().gaps()).isEmpty();
    assertThat(told().thinned()).containsExactly(new ThinnedSpan(START, START + 13_000));
  }

  @Test
  void anErasedCameraLeavesNothingOfIt() throws Exception {
    film(0, 20);
    harness.remember(MemoryEvent.of(CameraTerms.removed("yard")));
    harness.pass(Duration.ofMinutes(11));
    assertThat(harness.stateEntries()).isZero();
  }

  @Test
  void aFrameThatCannotBeReadIsNotCutAndStillNamed() throws Exception {
    harness.remember(compressed("yard", START, "another-model"));
    film(1, 8);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START, START, "foreign-model"));
  }

  private static long[] seconds(int... seconds) {
    return java.util.Arrays.stream(seconds).mapToLong(s -> START + s * 1_000L).toArray();
  }

  private Memory told() throws Exception {
    return lastTold().memory();
  }

  private dev.vocostream.operators.StatusMessage lastTold() throws Exception {
    harness.remember(MemoryEvent.of(CameraTerms.of(Fixtures.camera("yard"))));
    return harness.told().get(harness.told().size() - 1);
  }
}
