package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.cli.plot.Plot;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import dev.vocostream.model.world.BlindBound;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.WorldQuestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
  private static final int WINDOWS = 3; // twelve questions each

  @TempDir static Path directory;

  private static Path model;

  @BeforeAll
  static void generate() throws IOException {
    model = directory.resolve("model");
    UntrainedCheckpoint.write(model, 7, ModelShape.TINY);
  }

  @Test
  void printsOneJsonObjectAndDrawsIt() throws IOException {
    Path plot = directory.resolve("types.png");

    Typed typed =
        evaluate(
            "--json",
            "--mode",
            "full",
            "--tokens",
            "4",
            "--memory",
            "bf16",
            "--threads",
            "1",
            "--seed",
            "5",
            "--split",
            "validation",
            "--typed",
            "--plot",
            plot.toString());

    assertThat(typed.exit()).as(typed.complaint()).isZero();
    assertThat(typed.printed().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(typed.printed());
    assertContract(json);
    assertConditions(json.get("conditions"));
    assertThat(ImageIO.read(plot.toFile()).getHeight()).isEqualTo(2 * Plot.HEIGHT);
  }

  private static void assertContract(JsonNode json) {
    assertThat(json.get("split").textValue()).isEqualTo("validation");
    assertThat(json.get("questions").isInt()).isTrue();
    assertThat(json.get("questions").intValue()).isBetween(12, 12 * WINDOWS);
    assertThat(json.get("accuracy").isDouble()).isTrue();
    double right = 0;
    int asked = 0;
    for (JsonNode type : json.get("by_type")) {
      asked += type.get("n").intValue();
      right += type.get("n").intValue() * type.get("accuracy").doubleValue();
    }
    assertThat(asked).isEqualTo(json.get("questions").intValue());
    assertThat(right / asked).isCloseTo(json.get("accuracy").doubleValue(), within(1e-9));
    BlindBound own = WorldQuestions.blindBound(Split.VALIDATION, 5, 4_000);
    assertThat(json.get("by_type").get("where").get("blind").doubleValue())
        .isEqualTo(own.byType().get(QuestionType.WHERE).blind());
  }

  private static void assertConditions(JsonNode conditions) {
    List<String> named = new ArrayList<>();
    conditions.properties().forEach(entry -> named.add(entry.getKey() + " " + entry.getValue()));
    assertThat(named.remove(1)).matches("fingerprint \"[0-9a-f]{16}\"");
    assertThat(named)
        .containsExactly(
            "model \"voco-tiny-untrained\"",
            "trained false",
            "voco_tokens 4",
            "mode \"full\"",
            "memory \"bf16\"",
            "device \"cpu\"",
            "compute \"fp32\"",
            "threads 1",
            "split \"validation\"",
            "seed 5",
            "windows " + WINDOWS,
            "typed true");
  }

  @Test
  void refusesAPlotThatCannotBeWrittenBeforeAnythingIsAsked() {
    assertThat(evaluate("--plot", directory.resolve("gone/types.png").toString()).complaint())
        .contains("voco: --plot must be in a directory that exists, was ");
  }

  @Test
  void refusesTokensThatAFrameCannotHave() {
    assertThat(evaluate("--tokens", "0").complaint())
        .contains("voco: --tokens must be positive, was 0");
    assertThat(evaluate("--tokens", "37").complaint())
        .contains("voco: VoCo tokens must be 1 to 36, the vision tokens of a frame, were 37");
  }

  @Test
  void refusesToAskAboutNoWindow() {
    assertThat(evaluate("--windows", "0").complaint())
        .contains("voco: --windows must be positive, was 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--score-only | --score-only needs --benchmark: without, the world is asked about",
        "--answers a.jsonl | --answers needs --benchmark",
        "--benchmark gqa --seed 2 | --seed is of the world's questions, not of --benchmark",
        "--benchmark gqa --split train --score-only | --split is of the world's questions",
        "--benchmark gqa --typed | --typed is of the world's questions",
        "--benchmark gqa --windows 4 | --windows is of the world's questions",
        "--benchmark gqa --data . --answers a --limit -1 | --limit must be positive, was -1",
        "--benchmark gqa --data . --answers a --limit 0 | --limit must be positive, was 0"
      })
  void refusesWhatItWouldNotHeed(String arguments, String why) {
    List<String> typed = new ArrayList<>(List.of("--model", model.toString()));
    typed.addAll(List.of(arguments.split(" ")));
    assertThat(Typed.model("evaluate", typed.toArray(String[]::new)).complaint())
        .contains("voco: " + why);
  }

  private static Typed evaluate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--model", model.toString()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--windows")) {
      arguments.addAll(List.of("--windows", "" + WINDOWS));
    }
    return Typed.model("evaluate", arguments.toArray(String[]::new));
  }
}
