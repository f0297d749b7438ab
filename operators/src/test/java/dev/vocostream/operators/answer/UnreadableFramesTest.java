package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.compressed;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.Question.Window;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries that are not of this model, for one that has room for four frames beside a question. */
class UnreadableFramesTest {
  private static final long START = 1_000_000;

  private CameraMemoryHarness harness;
  private int asked;

  @BeforeEach
  void rememberFourThatCanBeReadAndFourThatCannot() throws Exception {
    String key = UUID.randomUUID().toString();
    harness = new CameraMemoryHarness(new FakeSource(key, "fake-fingerprint", 2, 9 + 4));
    harness.open();
    harness.setProcessingTime(START);
    harness.remember("yard", START, START + 1, START + 2, START + 3);
    for (int i = 4; i < 8; i++) {
      harness.remember(compressed("yard", START + i, "other-weights"));
    }
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void onceKnownTheyTakeNoRoomFromTheOthersAndAreAGapStill() throws Exception {
    CameraAnswer none = ask(new Window(null, START + 4, START + 7));
    assertThat(none.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(none.window().remembered()).isZero();
    CameraAnswer all = ask(null);
    assertThat(all.text()).isEqualTo(answerTo("yard", START, START + 1, START + 2, START + 3));
    assertThat(all.window().remembered()).isEqualTo(4);
    assertThat(all.window().gaps()).containsExactly(new Gap(START + 4, START + 7, "foreign-model"));
  }

  @Test
  void eachIsCountedOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      ask(new Window(null, START + 4, START + 7));
    }
    assertThat(harness.metrics().counted("framesUnreadable", "yard")).isEqualTo(4);
  }

  @Test
  void oneThatIsRememberedAgainIsReadAgain() throws Exception {
    ask(new Window(null, START + 4, START + 7));
    harness.remember("yard", START + 7); // as after a failure, when it is compressed again
    CameraAnswer again = ask(new Window(null, START + 4, START + 7));
    assertThat(again.text()).isEqualTo(answerTo("yard", START + 7));
    assertThat(again.window().gaps())
        .containsExactly(new Gap(START + 4, START + 6, "foreign-model"));
  }

  private CameraAnswer ask(Window window) throws Exception {
    harness.ask(question("q" + asked++, window, "yard"));
    harness.awaitAnswers(asked);
    return harness.answers().get(asked - 1);
  }
}
