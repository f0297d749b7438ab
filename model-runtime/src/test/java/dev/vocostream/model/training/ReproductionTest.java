package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.training.record.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All arms of the comparison run and are marked; a second run does nothing again. */
@Tag("slow")
class ReproductionTest {
  private static final Budget LEAST =
      new Budget("least", 2, 1, 1, 1, false, List.of(1e-3, 3e-3), 4, 4, 4, 1);

  @TempDir Path directory;

  @Test
  void trainsAndMarksEveryArmOnce() throws Exception {
    ArmScores scores = run();

    for (String arm :
        new String[] {
          "upper",
          "lower",
          "pool",
          "q-former",
          "context+content",
          "voco-1",
          "voco-18",
          "elastic-4",
          "video-2",
          "memory",
          "recent",
          "hybrid"
        }) {
      assertThat(scores.of(arm)).as(arm).containsKey("colour");
    }
    assertThat(directory.resolve("bound")).as("of the bounds, trained like an arm").exists();
    assertThat(ReproductionTable.of(scores, LEAST))
        .contains("## Table 1", "| q-former |", "| 57.2 |", "## Hybrid memory")
        .contains("Left out are types whose bounds are less than 10 points apart: ")
        .contains("## Table 3", "| context+content |", "| grounding-8 |");
    assertThat(scores.of("grounding-1")).containsOnlyKeys("rec", "reg");
    assertThat(ReproductionTable.of(scores, LEAST))
        .contains("| VoCo tokens | ", "| 0.525 MB (-99.8 %) |")
        .contains("| elastic-1 |", "| 80.7 |", "| 72.3 / 61.1 / 47.9 |", "| 81.6 |")
        .contains("| arm | about now | about the past |")
        .contains("| arm | 0.001 | 0.003 | taken |", "| hybrid |  |  |");
    assertThat(scores.tried("q-former")).containsOnlyKeys(1e-3, 3e-3);
    FileTime written = Files.getLastModifiedTime(directory.resolve("scores.json"));

    ArmScores again = run();

    assertThat(again.of("hybrid")).isEqualTo(scores.of("hybrid"));
    assertThat(Files.getLastModifiedTime(directory.resolve("scores.json"))).isEqualTo(written);
  }

  private ArmScores run() throws Exception {
    return new Reproduction(directory, LEAST, Compute.cpu(), TrainingProgress.UNSEEN).run();
  }
}
