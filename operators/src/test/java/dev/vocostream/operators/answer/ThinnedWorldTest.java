package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model in the box answers from a thinned memory what it says to the same tokens directly. */
class ThinnedWorldTest {
  private static final long START = 1_000_000;
  private static final String QUESTION = "What is there?";
  private static final int WORDS = 40;
  private static final Thinning THINNING =
      new Thinning(
          List.of(
              Step.cut(Duration.ofSeconds(2), 1),
              Step.drop(Duration.ofSeconds(3), Duration.ofSeconds(2))));

  @TempDir Path directory;

  @Test
  void readsTheFramesAndTokensThatAreLeft() throws Exception {
    Path model = directory.resolve("model");
    BundledModel.write(model);
    Reply thin;
    Reply full;
    String fingerprint;
    List<Activations> frames;
    try (VocoLlama serving = VocoLlama.load(model, DType.FP16)) {
      Scene scene = new World(World.TRAINING_SEED).scene(Split.HELD_OUT, 399);
      frames = serving.compress(IntStream.range(0, 8).mapToObj(scene::picture).toList());
      fingerprint = serving.description().fingerprint();
      Prompt prompt = new Prompt(QUESTION, List.of(), Prompt.Form.TEXT, WORDS);
      full = serving.answer(prompt, frames);
      thin = serving.answer(prompt, left(frames));
    }

    CameraAnswer answer = ask(model, fingerprint, frames);

    assertThat(answer.window().frames()).isEqualTo(6);
    assertThat(answer.window().gaps()).isEmpty();
    assertThat(answer.text()).isEqualTo(thin.text());
    assertThat(weights(answer)).isEqualTo(heaviest(thin.attention()));
    assertThat(weights(answer)).isNotEqualTo(heaviest(full.attention()));
  }

  /** Seconds 0 and 2 of those before 4, then all; with one token to second 4, then with both. */
  private static List<Activations> left(List<Activations> frames) {
    List<Activations> left = new ArrayList<>();
    for (int second : new int[] {0, 2, 4, 5, 6, 7}) {
      Activations frame = frames.get(second);
      assertThat(frame.tokens()).isEqualTo(2);
      left.add(second <= 4 ? frame.truncate(1) : frame);
    }
    return left;
  }

  private static CameraAnswer ask(Path model, String fingerprint, List<Activations> frames)
      throws Exception {
    CheckpointSource source = new CheckpointSource(model.toString(), DType.FP16, Compute.cpu());
    try (CameraMemoryHarness harness = new CameraMemoryHarness(source, fingerprint, THINNING)) {
      harness.open();
      harness.setProcessingTime(START);
      for (int second = 0; second < frames.size(); second++) {
        Activations frame = frames.get(second);
        FrameEntry entry =
            new FrameEntry(
                "yard", fingerprint, frame.tokens(), frame.dtype().code(), frame.bytes());
        harness.remember(
            MemoryEvent.of(new CompressedFrame("yard", START + second * 1_000L, entry.toBytes())));
      }
      harness.ask(
          new Question("q", List.of("yard"), QUESTION, null, false, List.of(), WORDS, null));
      return harness.theAnswer();
    }
  }

  private static List<Double> weights(CameraAnswer answer) {
    return answer.evidence().stream().map(CameraAnswer.Evidence::weight).toList();
  }

  private static List<Double> heaviest(float[] attention) {
    return IntStream.range(0, attention.length)
        .mapToObj(i -> (double) attention[i])
        .sorted((a, b) -> Double.compare(b, a))
        .limit(3)
        .toList();
  }
}
