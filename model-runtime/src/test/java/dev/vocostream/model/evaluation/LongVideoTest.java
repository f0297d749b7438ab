package dev.vocostream.model.evaluation;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.evaluation.FrameReading.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More frames than the context of a model holds. */
class LongVideoTest {
  private static final FrameReading VOCO = new FrameReading(Mode.VOCO, 0, DType.FP32);
  private static final String QUESTION = "What is in front of the camera?";
  private static final Prompt PROMPT = new Prompt(QUESTION, List.of(), Prompt.Form.TEXT, 128);

  @TempDir Path parent;

  private Path directory;
  private int positions;

  /** Of 2 VoCo tokens a frame, 30 frames are too many; as 1 token, 48 are. */
  @BeforeEach
  void shortenTheContextOfTheTinyModel() throws IOException {
    directory = Checkpoints.copyTiny(parent);
    setContext(1024);
    try (VocoLlama model = VocoLlama.load(directory, DType.FP32)) {
      positions = model.windowPositions(PROMPT);
    }
    setContext(1024 - positions + 47);
    positions = 47;
  }

  @Test
  void readsFewerTokensOfMoreFramesThanFit() {
    List<RgbImage> frames = frames(30);

    assertThat(answer(VOCO, frames)).isEqualTo(said(frames, 1));
  }

  @Test
  void thenReadsEvenlySpacedFramesWithTheNewest() {
    List<RgbImage> frames = frames(2 * positions);
    List<RgbImage> everySecond =
        IntStream.range(0, positions).mapToObj(i -> frames.get(2 * i + 1)).toList();

    assertThat(answer(VOCO, frames)).isEqualTo(said(everySecond, 1));
  }

  @Test
  void readsFewerFramesInFull() {
    FrameReading full = new FrameReading(Mode.FULL, 0, DType.FP32); // 40 rows each
    List<RgbImage> frames = frames(3);

    assertThat(answer(full, frames)).isEqualTo(answer(full, frames.subList(2, 3)));
  }

  @Test
  void leavesOutAQuestionBesideWhichNoFrameFitsAndGoesOn() throws IOException {
    Path video = Files.createFile(parent.resolve("v.mp4"));
    Path answers = parent.resolve("answers.jsonl");
    EvaluationItem tooLong = item("0", video, "What is in front of the camera? ".repeat(20));
    EvaluationItem other = item("1", video, QUESTION);
    try (ExaminedModel model = ExaminedModel.load(directory, Compute.cpu(), VOCO)) {
      BenchmarkRun run = new BenchmarkRun(model, "m", (file, sampling) -> frames(60));

      EvaluationResult result = run.run(new FakeBenchmark("asked", tooLong, other), answers);

      assertThat(AnswersFile.read(answers).size()).isOne();
      assertThat(result.leftOut()).isOne();
      assertThat(result.problems())
          .containsExactly(
              "asked, question 0: the context has room for 0 tokens beside the question and its"
                  + " answer, expected at least 1, for one frame");
    }
  }

  private String answer(FrameReading reading, List<RgbImage> frames) {
    try (ExaminedModel model = ExaminedModel.load(directory, Compute.cpu(), reading)) {
      return model.answer(frames, QUESTION);
    }
  }

  /** What the serving model says of these frames. */
  private String said(List<RgbImage> frames, int tokens) {
    try (VocoLlama model = VocoLlama.load(directory, DType.FP32)) {
      Stream<Activations> window = model.compress(frames).stream().map(f -> f.truncate(tokens));
      return model.answer(PROMPT, window.toList()).text().strip();
    }
  }

  private static List<RgbImage> frames(int count) {
    return IntStream.range(0, count).mapToObj(i -> picture(i, 96, 96)).toList();
  }

  private static EvaluationItem item(String id, Path video, String question) {
    Visual visual = new Visual.Video("v.mp4", video, new VideoFrames.EverySecond());
    return new EvaluationItem(id, visual, question, "part");
  }

  private void setContext(int positions) throws IOException {
    Checkpoints.change(directory, "config.json", "max_position_embeddings", positions);
    Checkpoints.rewriteManifest(directory);
  }
}
