package dev.vocostream.model.training;

import static dev.vocostream.model.training.Coloured.stage;
import static dev.vocostream.model.training.Coloured.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import dev.vocostream.model.training.Stage.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A GPU learns what the CPU learns. Needs a GPU; how to run it is in tests/gpu/README.md. {@code
 * -Dvoco.device=} names another device than {@code cuda}.
 */
@Tag("gpu")
class GpuTrainingTest {
  private static final String DEVICE = System.getProperty("voco.device", "cuda");

  @ParameterizedTest(name = "{0}, frames and layers computed again: {1}, bf16: {2}")
  @CsvSource({
    "ADAMW, false, false, 0.001",
    "MUON, false, false, 0.01",
    "ADAMW, true, false, 0.001",
    "ADAMW, false, true, 0.05"
  })
  void losesAsMuch(Rule rule, boolean recompute, boolean bf16, double tolerance) {
    Method method = new Method(rule, null, recompute, bf16, null);
    List<Double> here = losses("cpu", method);
    List<Double> there = losses(DEVICE, method);

    assertThat(here.get(here.size() - 1)).isLessThan(here.get(0));
    for (int step = 0; step < here.size(); step++) {
      assertThat(there.get(step)).as("step %d", step).isEqualTo(here.get(step), within(tolerance));
    }
  }

  private static List<Double> losses(String device, Method method) {
    Stage stage = stage(6, method, Part.values());
    List<Double> losses = new ArrayList<>();
    try (Student student =
            Student.load(Checkpoints.tiny(), new Compute(device, DType.FP32, 2), method.lora());
        StageTrainer trainer = trainer(student, stage, 2)) {
      for (int step = 0; step < 6; step++) {
        losses.add(trainer.update(step).ce());
      }
    }
    return losses;
  }
}
