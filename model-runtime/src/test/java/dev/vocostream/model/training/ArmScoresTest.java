package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.training.ArmScores.Score;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        .withMessageContaining("expected name \"full\", found \"small\"")
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
