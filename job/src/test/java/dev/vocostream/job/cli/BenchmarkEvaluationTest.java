package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.ExaminedModel;
import dev.vocostream.model.evaluation.FrameReading;
import dev.vocostream.model.evaluation.FrameReading.Mode;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import dev.vocostream.operators.decode.ClipWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class BenchmarkEvaluationTest {
  @TempDir Path directory;

  private Path model;
  private Path data;
  private Path answers;

  @BeforeEach
  void prepare() throws IOException {
    model = directory.resolve("model");
    UntrainedCheckpoint.write(model, 7, ModelShape.TINY);
    data = directory.resolve("data");
    Path images = Files.createDirectories(data.resolve("images"));
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", images.resolve("a.png").toFile());
    Files.writeString(
        data.resolve("questions.jsonl"),
        "{\"question_id\": 1, \"image\": \"a.png\", \"text\": \"What is it?\"}\n");
    answers = directory.resolve("answers.jsonl");
  }

  @Test
  void goesOnWithItsOwnAnswers() throws IOException {
    assertThat(ask(model, DType.FP16).score()).isEqualTo(100);
    String first = Files.readString(answers);

    assertThat(ask(model, DType.FP16).score()).isEqualTo(100);

    assertThat(answers).hasContent(first);
    assertThat(first).containsPattern("\"voco-tiny-untrained@[0-9a-f]{16}/2tok/fp16\"");
  }

  @Test
  void takesNoAnswersOfACheckpointThatOnlySharesItsName() throws IOException {
    Path other = directory.resolve("other");
    UntrainedCheckpoint.write(other, 8, ModelShape.TINY);
    ask(model, DType.FP16);

    assertThatThrownBy(() -> ask(other, DType.FP16))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("line 1: expected answers of model 'voco-tiny-untrained@");
  }

  @Test
  void takesNoAnswersFromAnotherMemory() throws IOException {
    ask(model, DType.FP16);

    assertThatThrownBy(() -> ask(model, DType.INT8))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("/2tok/int8', found one of 'voco-tiny-untrained@")
        .hasMessageContaining("/2tok/fp16'; name another file");
  }

  @Test
  void takesNoAnswersFromFramesThatWereReadOtherwise() throws IOException {
    ask(model, DType.FP16);

    assertThatThrownBy(() -> ask(model, new FrameReading(Mode.VOCO, 1, DType.FP16)))
        .hasMessageContaining("/1tok/fp16', found one of");
    assertThatThrownBy(() -> ask(model, new FrameReading(Mode.FULL, 0, DType.FP16)))
        .hasMessageContaining("/2tok/fp16/full', found one of");
  }

  @Test
  void saysUnderWhichConditions() throws IOException {
    EvaluationResult result = ask(model, new FrameReading(Mode.FULL, 3, DType.BF16));

    assertThat(result.conditions())
        .containsEntry("model", "voco-tiny-untrained")
        .containsEntry("voco_tokens", "3")
        .containsEntry("mode", "full")
        .containsEntry("memory", "bf16")
        .containsEntry("device", "cpu")
        .containsEntry("compute", "fp32")
        .containsKey("fingerprint");
  }

  @Test
  void scoresAnswersThatSomebodyElseWrote() throws IOException {
    Files.writeString(
        answers,
        "{\"question_id\": 1, \"prompt\": \"What is it?\", \"text\": \"so\", \"model_id\":"
            + " \"llava-7b\"}\n");

    assertThat(evaluation("--benchmark", "questions").score().score()).isEqualTo(100);
  }

  @Test
  void asksAJudgeAndNamesIt() throws IOException {
    Files.writeString(
        data.resolve("test_qa.json"),
        """
        [{"id": 1, "video_id": 1, "question": "Who?", "answer": "a dog"}]\
        """);
    Files.writeString(answers, "{\"question_id\": 1, \"text\": \"a puppy\"}\n");

    EvaluationResult result =
        evaluation("--benchmark", "msvd-qa", "--judge", model.toString()).score();

    // seeded weights give no verdict that could be read
    assertThat(result.headline()).isEqualTo("judge_accuracy");
    assertThat(result.conditions().get("judge")).matches("voco-tiny-untrained@[0-9a-f]{16}");
    assertThat(result.conditions()).containsEntry("without_verdict", "1");
    assertThat(result.scores()).containsEntry("exact_match", 0.0);
  }

  @Test
  void looksAtAsManyFramesOfAVideoAsItIsTold() throws IOException {
    Path videos = Files.createDirectories(data.resolve("videos"));
    try (ClipWriter clip = new ClipWriter(videos.resolve("vid1.mp4"), 64, 64, 5)) {
      for (int i = 0; i < 20; i++) {
        clip.add(new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR));
      }
    }
    Files.writeString(
        data.resolve("test_qa.json"),
        """
        [{"id": 1, "video_id": 1, "question": "Who?", "answer": "a dog"}]\
        """);
    try (ExaminedModel examined =
        ExaminedModel.load(model, Compute.cpu(), new FrameReading(Mode.VOCO, 0, DType.FP16))) {
      EvaluationResult result =
          evaluation("--benchmark", "msvd-qa", "--sampling", "midpoints:7").run(examined);

      assertThat(result.unanswered()).as("%s", result.problems()).isZero();
      assertThat(result.conditions()).containsEntry("sampling", "midpoints:7");
      assertThat(answers).content().contains("/2tok/fp16/midpoints:7\"");
      assertThatThrownBy(() -> evaluation("--benchmark", "msvd-qa").run(examined))
          .hasMessageContaining("/2tok/fp16', found one of");
    }
  }

  @Test
  void refusesAWordingWithoutItsPlace() {
    assertThatThrownBy(() -> evaluation("--benchmark", "questions", "--rec", "Where?").score())
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("rec must contain <expr> and reg <box>, were 'Where?' and '");
  }

  @Test
  void refusesASamplingThatIsNone() {
    assertThatThrownBy(() -> evaluation("--benchmark", "msvd-qa", "--sampling", "100"))
        .hasMessageContaining("expected second or midpoints:N with N from 1 to 9999, was '100'");
  }

  private EvaluationResult ask(Path checkpoint, DType memory) throws IOException {
    return ask(checkpoint, new FrameReading(Mode.VOCO, 0, memory));
  }

  private EvaluationResult ask(Path checkpoint, FrameReading reading) throws IOException {
    try (ExaminedModel examined = ExaminedModel.load(checkpoint, Compute.cpu(), reading)) {
      return evaluation("--benchmark", "questions").run(examined);
    }
  }

  /** As if these options had been typed. */
  private BenchmarkEvaluation evaluation(String... typed) {
    BenchmarkOptions options = new BenchmarkOptions();
    CommandLine line = new CommandLine(CommandSpec.forAnnotatedObject(options));
    List<String> all =
        new ArrayList<>(List.of("--data", data.toString(), "--answers", answers.toString()));
    all.addAll(List.of(typed));
    line.parseArgs(all.toArray(String[]::new));
    return new BenchmarkEvaluation(options, Compute.cpu());
  }
}
