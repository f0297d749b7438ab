package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.pictured;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.Unchanged;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The newest frames of a camera, for a model that reads them in full, on RocksDB. */
class FullFramesInMemoryTest {
  private static final long START = 1_000_000;

  private CameraMemoryHarness harness;
  private int asked;

  @BeforeEach
  void open() throws Exception {
    harness = made(2_048);
    harness.open();
    harness.setProcessingTime(START);
  }

  private static CameraMemoryHarness made(int positions) throws Exception {
    return new CameraMemoryHarness(FakeSource.hybrid(UUID.randomUUID().toString(), positions));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void areReadInFullAndTheOthersFromTheirTokens() throws Exception {
    film("yard", 0, 1, 2, 3, 4, 5);
    assertThat(ask(null)).isEqualTo(saw("yard", 4, 0, 1, 2, 3, 4, 5));
  }

  @Test
  void areOfTheCameraThatIsAsked() throws Exception {
    film("yard", 0, 1);
    film("door", 0, 1, 2);
    assertThat(ask(null)).isEqualTo(saw("yard", 2, 0, 1));
  }

  @Test
  void aWindowOfThePastIsReadFromTokens() throws Exception {
    film("yard", 0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(ask(new Window(null, at(0), at(3)))).isEqualTo(saw("yard", 0, 0, 1, 2, 3));
    assertThat(ask(new Window(null, at(2), at(5)))).isEqualTo(saw("yard", 2, 2, 3, 4, 5));
  }

  @Test
  void takeAQuarterOfTheRoomAtMost() throws Exception {
    harness.close();
    harness = made(9 + 4 * 2 * FakeModel.FULL_TOKENS + 3); // beside question and answer, two fit
    harness.open();
    harness.setProcessingTime(START);
    film("yard", 0, 1, 2, 3, 4);
    assertThat(ask(null)).isEqualTo(saw("yard", 2, 0, 1, 2, 3, 4));
  }

  @Test
  void areReadInFullAgainAfterARestore() throws Exception {
    film("yard", 0, 1, 2, 3, 4);
    OperatorSubtaskState snapshot = harness.snapshot(1, START);
    harness.close();
    harness = made(2_048);
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(START);
    assertThat(ask(null)).isEqualTo(saw("yard", 4, 0, 1, 2, 3, 4));
    film("yard", 5);
    assertThat(ask(null)).isEqualTo(saw("yard", 4, 0, 1, 2, 3, 4, 5));
  }

  @Test
  void oneThatShowsAScenesStayIsReadAsOftenAsItIsShown() throws Exception {
    film("yard", 0, 1);
    harness.remember(MemoryEvent.of(new Unchanged("yard", at(1), at(2), at(4))));
    assertThat(ask(null)).isEqualTo(saw("yard", 4, 0, 1, 1, 1, 1));
  }

  @Test
  void aFrameWithoutPictureEndsThem() throws Exception {
    film("yard", 0, 1);
    harness.remember("yard", at(2));
    film("yard", 3);
    assertThat(ask(null)).isEqualTo(saw("yard", 1, 0, 1, 2, 3));
  }

  @Test
  void noMoreThanFourPicturesAreKeptAndNoneOfAnErasedCamera() throws Exception {
    film("yard", 0, 1, 2, 3);
    int before = harness.stateEntries();
    film("yard", 4);
    assertThat(harness.stateEntries() - before).isEqualTo(2); // the entry and its size
    harness.remember(MemoryEvent.of(CameraTerms.removed("yard")));
    harness.pass(Duration.ofMinutes(11));
    assertThat(harness.stateEntries()).isZero();
  }

  private void film(String camera, int... seconds) throws Exception {
    for (int second : seconds) {
      harness.remember(pictured(camera, at(second)));
    }
  }

  private String ask(Window window) throws Exception {
    harness.ask(question("q" + asked++, window, "yard"));
    harness.awaitAnswers(asked);
    return harness.answers().get(asked - 1).text();
  }

  private static long at(int second) {
    return START + second * 1_000L;
  }

  private static String saw(String camera, int full, int... seconds) {
    return FakeModel.answerTo(
        Arrays.stream(seconds).mapToObj(second -> image(camera, at(second))).toList(), full);
  }
}
