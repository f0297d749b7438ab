package dev.vocostream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.evaluation.VideoFrames.EverySecond;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkRunTest {
  private static final VideoFrames NO_VIDEOS =
      (video, sampling) -> {
        throw new AssertionError("nobody asked for " + video);
      };

  @TempDir Path directory;

  private final List<String> asked = new ArrayList<>();
  private final List<Integer> sides = new ArrayList<>();
  private Path answers;

  @BeforeEach
  void drawPictures() throws IOException {
    answers = directory.resolve("answers.jsonl");
    Pictures.png(directory.resolve("wide.png"), 4, 2);
    Files.writeString(directory.resolve("broken.png"), "no picture");
  }

  @Test
  void asksEveryQuestionWithItsPictureAndScoresTheAnswers() throws IOException {
    EvaluationResult result = run(NO_VIDEOS).run(fake(picture("wide.png")), answers);

    assertThat(asked).containsExactly("What?\nOne word.");
    assertThat(sides).containsExactly(4, 2);
    // The answer is stripped.
    assertThat(AnswersFile.read(answers).text("0", "recorded What?\nOne word.")).contains("yes");
    assertThat(result.score()).isEqualTo(1);
    assertThat(result.leftOut()).isZero();
  }

  @Test
  void padsASquaredPicture() throws IOException {
    Path file = directory.resolve("wide.png");

    run(NO_VIDEOS).run(fake(new Visual.Squared("wide.png", file)), answers);

    assertThat(sides).containsExactly(4, 4);
  }

  @Test
  void looksAtAVideoAsItIsTold() throws IOException {
    Path video = Files.createFile(directory.resolve("v.mp4"));
    VideoFrames frames =
        (file, sampling) -> {
          assertThat(file).isEqualTo(video);
          assertThat(sampling).isEqualTo(new EverySecond());
          return List.of(new RgbImage(1, 1, new byte[3]), new RgbImage(2, 3, new byte[18]));
        };

    run(frames).run(fake(new Visual.Video("v.mp4", video, new EverySecond())), answers);

    assertThat(sides).containsExactly(1, 1, 2, 3);
  }

  @Test
  void asksOnlyWhatIsNotAnsweredYet() throws IOException {
    Benchmark benchmark = fake(picture("wide.png"), picture("wide.png"));
    try (AnswersFile file = AnswersFile.open(answers, "m")) {
      file.append("0", false, "recorded What?\nOne word.", "no");
    }

    EvaluationResult result = run(NO_VIDEOS).run(benchmark, answers);

    assertThat(asked).hasSize(1);
    assertThat(AnswersFile.read(answers).text("0", "")).contains("no");
    assertThat(result.score()).isEqualTo(2);
  }

  @Test
  void namesPicturesThatCannotBeSeenAndGoesOn() throws IOException {
    Benchmark benchmark = fake(picture("broken.png"), picture("gone.png"), picture("wide.png"));

    EvaluationResult result = run(NO_VIDEOS).run(benchmark, answers);

    assertThat(asked).hasSize(1);
    assertThat(result.score()).isEqualTo(1);
    assertThat(result.leftOut()).isEqualTo(2);
    assertThat(result.problems().get(0))
        .contains(
            "fake, question 0: ",
            "broken.png: expected a whole PNG, JPEG",
            "begins like no picture");
    assertThat(result.problems().get(1)).contains("question 1: ", "gone.png is missing");
  }

  @Test
  void keepsTheAnswersGivenBeforeTheModelFails() throws IOException {
    AskedModel failing =
        (frames, question) -> {
          if (asked.size() == 1) {
            throw new IllegalStateException("device lost");
          }
          asked.add(question);
          return "yes";
        };
    Benchmark benchmark = fake(picture("wide.png"), picture("wide.png"));

    assertThatThrownBy(() -> new BenchmarkRun(failing, "m", NO_VIDEOS).run(benchmark, answers))
        .hasMessage("device lost");
    assertThat(AnswersFile.read(answers).size()).isOne();
  }

  @Test
  void writesQuestionsInTheCommonForm() throws IOException {
    Path questions = directory.resolve("questions.jsonl");

    QuestionsFile.write(questions, fake(picture("wide.png")));

    assertThat(questions)
        .hasContent(
            "{\"question_id\":\"0\",\"image\":\"wide.png\",\"text\":\"What?\\nOne word.\","
                + "\"category\":\"part\"}");
  }

  private BenchmarkRun run(VideoFrames videos) {
    AskedModel model =
        (frames, question) -> {
          asked.add(question);
          frames.forEach(f -> sides.addAll(List.of(f.width(), f.height())));
          return " yes\n";
        };
    return new BenchmarkRun(model, "m", videos);
  }

  private Visual picture(String name) {
    return new Visual.Picture(name, directory.resolve(name));
  }

  private static Benchmark fake(Visual... visuals) {
    return new FakeBenchmark(
        "fake",
        IntStream.range(0, visuals.length)
            .mapToObj(i -> new EvaluationItem("" + i, visuals[i], "What?\nOne word.", "part"))
            .toArray(EvaluationItem[]::new));
  }
}
