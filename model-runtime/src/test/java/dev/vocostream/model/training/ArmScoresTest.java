package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.training.ArmScores.Score;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.world.QuestionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores stay with the conditions they were made under. */
class ArmScoresTest {
  @TempDir Path directory;

  @Test
  void aDirectoryBelongsToTheBudgetItWasBegunWith() throws Exception {
    begin(Budget.SMALL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> begin(Budget.FULL))
        .withMessageContaining("scores.json was begun under other conditions")
        .withMessageContaining("expected budget.name \"full\", found \"small\"")
        .withMessageContaining("name another directory");
    begin(Budget.SMALL);
  }

  @Test
  void modelsWithoutScoresAreNotGoneOnWith() throws Exception {
    Files.createDirectory(directory.resolve("base"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> begin(Budget.SMALL))
        .withMessageContaining("must be empty or hold the scores.json of a comparison");
  }

  @Test
  void scoresWithoutConditionsAreRefused() throws Exception {
    Files.writeString(directory.resolve("scores.json"), "{\"upper\": {}}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> begin(Budget.SMALL))
        .withMessageContaining("expected version")
        .withMessageContaining("found none");
  }

  @Test
  void anotherMachineMayGoOnAndIsNamed() throws Exception {
    open(Compute.cpu());
    open(Compute.cpu());
    assertThat(open(new Compute("cpu", DType.BF16, 3)).machines())
        .extracting(machine -> machine.path("compute").asText())
        .containsExactly("FP32", "BF16");
  }

  @Test
  void scoresAreThereAgain() throws Exception {
    open(Compute.cpu()).runScored("pool", () -> Map.of("colour", new Score(4, 0.5)));

    ArmScores again = open(Compute.cpu());
    again.runScored("pool", () -> Map.of("colour", new Score(4, 1)));
    assertThat(again.of("pool")).containsExactly(Map.entry("colour", 0.5));
  }

  @Test
  void typesWhoseBoundsAreCloseAreLeftOutAndNamed() throws Exception {
    ArmScores scores = open(Compute.cpu());
    score(scores, "upper", 0.9, 0.55);
    score(scores, "lower", 0.4, 0.5);
    score(scores, "pool", 0.6, 0.1);

    assertThat(scores.retention("pool")).isCloseTo(0.4, within(1e-9));
    assertThat(scores.leftOut()).containsExactly("exists");
    assertThat(scores.retention("pool", "exists", "upper", "lower")).isNaN();
  }

  @Test
  void takesTheRateThatIsBestOnValidationScenesOnceAndForAll() throws Exception {
    ArmScores scores = open(Compute.cpu());
    RateSearch search = new RateSearch(scores, Budget.SMALL);

    assertThat(search.of(arm("pool", "pool"), rate -> rate == 9e-3 ? right(3) : right(2)))
        .isEqualTo(9e-3);
    assertThat(search.of(arm("pool", "pool"), rate -> right(9))).as("again").isEqualTo(9e-3);
    assertThat(search.of(arm("context+content", "pool"), rate -> right(9))).isEqualTo(9e-3);
    assertThat(open(Compute.cpu()).tried("pool"))
        .containsExactly(Map.entry(1e-3, 0.2), Map.entry(3e-3, 0.2), Map.entry(9e-3, 0.3));
    assertThat(open(Compute.cpu()).rate("context+content")).isEqualTo(9e-3);
  }

  private static Arm arm(String name, String like) {
    return new Arm(name, Path.of("base"), List.of(), new int[] {1}, 1, null, like);
  }

  private static Marks right(int ofTen) {
    Marks marks = new Marks();
    for (int i = 0; i < 10; i++) {
      marks.count(QuestionType.COLOUR, i < ofTen);
    }
    return marks;
  }

  @Test
  void questionsAboutThePastAreSummedApart() throws Exception {
    ArmScores scores = open(Compute.cpu());
    scores.runScored(
        "hybrid",
        () ->
            Map.of(
                "colour", new Score(30, 1.0),
                "where", new Score(10, 0.2),
                "moved", new Score(10, 0.5),
                "left", new Score(30, 0.1)));

    assertThat(scores.mean("hybrid", false)).isCloseTo(0.8, within(1e-9));
    assertThat(scores.mean("hybrid", true)).isCloseTo(0.2, within(1e-9));
  }

  private static void score(ArmScores scores, String arm, double colour, double exists)
      throws Exception {
    scores.runScored(
        arm, () -> Map.of("colour", new Score(10, colour), "exists", new Score(10, exists)));
  }

  private void begin(Budget budget) throws IOException {
    new Reproduction(directory, budget, Compute.cpu(), TrainingProgress.UNSEEN);
  }

  private ArmScores open(Compute compute) throws IOException {
    return ArmScores.open(
        directory,
        ComparisonConditions.of(Budget.SMALL, Comparison.SEED),
        ComparisonConditions.machine(compute));
  }
}
