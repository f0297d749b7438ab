package dev.vocostream.operators.answer;

import static dev.vocostream.model.Checkpoints.picture;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Turn;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two memories that are told and asked the same; the model of one has frames at hand, that of the
 * other never. The model is real, and the memories get thinner.
 */
class FramesAtHandTest {
  private static final long START = 1_000_000;
  private static final int PICTURES = 12;
  private static final long SEED = Long.getLong("voco.seed", System.nanoTime());

  private static final Thinning THINNING =
      new Thinning(
          List.of(
              Step.cut(Duration.ofSeconds(4), 1),
              Step.drop(Duration.ofSeconds(6), Duration.ofSeconds(3))));

  private final Random random = new Random(SEED);
  private List<RgbImage> pictures;
  private List<Activations> compressed;
  private String fingerprint;
  private CountingSource some;
  private CountingSource none;
  private CameraMemoryHarness with;
  private CameraMemoryHarness without;
  private long clock = START;
  private int asked;

  /** The model that reads them. */
  Path checkpoint() {
    return Checkpoints.tiny();
  }

  /** What it needs of a frame beside the activations; null for nothing. */
  RgbImage beside(RgbImage picture) {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    Path checkpoint = checkpoint();
    pictures = IntStream.range(0, PICTURES).mapToObj(i -> picture(i, 80, 96)).toList();
    try (VocoLlama model = VocoLlama.load(checkpoint, DType.FP16)) {
      compressed = model.compress(pictures);
      fingerprint = model.description().fingerprint();
    }
    some = new CountingSource(UUID.randomUUID().toString(), checkpoint, 1 << 20);
    none = new CountingSource(UUID.randomUUID().toString(), checkpoint, 0);
    with = opened(some);
    without = opened(none);
  }

  private CameraMemoryHarness opened(CountingSource source) throws Exception {
    CameraMemoryHarness harness = new CameraMemoryHarness(source, fingerprint, THINNING);
    harness.open();
    harness.setProcessingTime(START);
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    with.close();
    without.close();
  }

  @Test
  void readsOnlyWhatTheModelDoesNotHaveAtHand() throws Exception {
    for (int i = 0; i < 4; i++) {
      film(i);
    }
    assertTheSameAnswer(100_000);
    assertThat(some.held()).isZero();
    assertTheSameAnswer(100_000);
    assertThat(some.held()).isEqualTo(4);
    film(5); // the window slides: one is new
    assertTheSameAnswer(3_000);
    assertThat(some.held()).isEqualTo(4 + 3);
    assertThat(none.held()).isZero();
  }

  /** Who asks what is no part of a frame's name, and of two cameras no frame has the same. */
  @Test
  void framesAtHandAreThereForWhoeverAsksAndOfTheirOwnCameraOnly() throws Exception {
    for (int picture = 1; picture <= 2; picture++) {
      film("yard", picture);
      clock -= 1_000; // both at the same time
      film("door", picture);
    }
    CameraAnswer anna = assertTheSameAnswer(asking("anna-1", "yard", "What is there?", List.of()));
    assertThat(some.held()).isZero();
    List<Turn> before = List.of(new Turn("Who are you?", "Bob."));
    CameraAnswer bob = assertTheSameAnswer(asking("bob-1", "yard", "And behind it?", before));
    assertThat(some.held()).isEqualTo(2);
    assertThat(bob.window()).isEqualTo(anna.window());
    assertTheSameAnswer(asking("anna-2", "door", "What is there?", List.of()));
    assertThat(some.held()).as("of the other camera, which saw the same").isEqualTo(2);
  }

  private static Question asking(String id, String camera, String text, List<Turn> turns) {
    return new Question(id, List.of(camera), text, null, false, turns, 8, null);
  }

  @Test
  void aFrameThatIsReplacedIsNotTakenForTheOldOne() throws Exception {
    film(1);
    film(2);
    String before = assertTheSameAnswer(100_000).evidence().toString();
    clock -= 1_000;
    film(3); // of the same time
    assertThat(assertTheSameAnswer(100_000).evidence()).asString().isNotEqualTo(before);
  }

  @Test
  void whatWasForgottenWhileTheCameraWasAwayIsNotTakenForWhatCameThen() throws Exception {
    tell(
        MemoryEvent.of(
            new CameraTerms("yard", false, 1, 60_000, 9, 1 << 20, 0, false, true, null)));
    film(1);
    film(2);
    String before = assertTheSameAnswer(100_000).evidence().toString();
    for (CameraMemoryHarness memory : List.of(with, without)) {
      memory.setProcessingTime(clock + 100_000);
    }
    clock -= 2_000; // its clock was set back
    film(3);
    film(4);
    assertThat(assertTheSameAnswer(200_000).evidence()).asString().isNotEqualTo(before);
  }

  @Test
  void whateverHappensTheAnswersAreTheSame() throws Exception {
    for (int step = 0; step < 60; step++) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        tell(MemoryEvent.of(CameraTerms.removed("yard")));
      } else if (dice == 1) {
        clock -= 1_000;
        film(random.nextInt(PICTURES));
      } else if (dice < 12) {
        film(random.nextInt(PICTURES));
      } else {
        assertTheSameAnswer(1_000L * random.nextInt(12));
      }
    }
    assertTheSameAnswer(100_000);
  }

  private void film(int picture) throws Exception {
    film("yard", picture);
  }

  private void film(String camera, int picture) throws Exception {
    clock += 1_000;
    Activations frame = compressed.get(picture);
    byte[] entry =
        new FrameEntry(camera, fingerprint, frame.tokens(), frame.dtype().code(), frame.bytes())
            .toBytes();
    tell(MemoryEvent.of(new CompressedFrame(camera, clock, entry, beside(pictures.get(picture)))));
  }

  private void tell(MemoryEvent event) throws Exception {
    with.remember(event);
    without.remember(event);
  }

  private CameraAnswer assertTheSameAnswer(long lastMillis) throws Exception {
    return assertTheSameAnswer(question("q" + asked, new Window(lastMillis, null, null), "yard"));
  }

  private CameraAnswer assertTheSameAnswer(Question question) throws Exception {
    asked++;
    CameraAnswer hot = ask(with, question);
    CameraAnswer cold = ask(without, question);
    assertThat(hot.text()).as("seed %d", SEED).isEqualTo(cold.text());
    assertThat(hot.status()).as("seed %d", SEED).isEqualTo(cold.status());
    assertThat(hot.window()).as("seed %d", SEED).isEqualTo(cold.window());
    assertThat(hot.evidence())
        .as("seed %d", SEED)
        .usingRecursiveComparison()
        .withComparatorForType(this::weights, Double.class)
        .isEqualTo(cold.evidence());
    return hot;
  }

  /** Where in memory numbers lie decides how a sum is taken: seen once, by 1e-8. */
  private int weights(double a, double b) {
    return Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b);
  }

  private CameraAnswer ask(CameraMemoryHarness harness, Question question) throws Exception {
    harness.ask(question);
    harness.awaitAnswers(asked);
    return harness.answers().get(asked - 1);
  }
}
