package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.cosine;
import static dev.vocostream.model.Vectors.difference;
import static dev.vocostream.model.training.Coloured.COLOURED;
import static dev.vocostream.model.training.Coloured.COMPUTE;
import static dev.vocostream.model.training.Coloured.saved;
import static dev.vocostream.model.training.Coloured.stage;
import static dev.vocostream.model.training.Coloured.student;
import static dev.vocostream.model.training.Coloured.trainer;
import static dev.vocostream.model.training.Coloured.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.tensor.Autocast;
import dev.vocostream.model.tensor.LowRank;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import dev.vocostream.model.training.Stage.Rule;
import dev.vocostream.model.weights.TrainedCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to learn faster or in less memory learn the same. */
class LearningMethodTest {
  private static final String EMBEDDINGS = "model.embed_tokens.weight";

  @TempDir Path directory;

  @Test
  void endsInTheSameWeightsWithMuonToo() {
    Stage stage = stage(2, new Method(Rule.MUON, null, false, false, null), Part.values());
    Map<String, Tensor> state = new TreeMap<>();
    try (PointerScope scope = new PointerScope();
        Student student = student();
        StageTrainer trainer = trainer(student, stage, 2)) {
      trainer.update(0);
      student.parameters().forEach((name, p) -> state.put("p." + name, p.detach().clone()));
      trainer.optimizer().moments().forEach((name, m) -> state.put(name, m.clone()));
      trainer.update(1);
      Map<String, float[]> atOnce = values(student);

      try (NoGradGuard noGradients = new NoGradGuard()) {
        student.parameters().forEach((name, p) -> p.copy_(state.get("p." + name)));
        trainer.optimizer().moments().forEach((name, m) -> m.copy_(state.get(name)));
      }
      trainer.optimizer().resumeAt(1);
      trainer.update(1);

      values(student).forEach((name, after) -> assertThat(after).isEqualTo(atOnce.get(name)));
    }
  }

  @Test
  void learnsSmallChangesOfMatricesThatStay() {
    LowRank.Settings lora = new LowRank.Settings(4, 8);
    Stage stage =
        stage(40, new Method(null, lora, false, false, null), Part.PROJECTOR, Part.DECODER);
    String matrix = "model.layers.1.self_attn.v_proj.weight";
    try (Student student = Student.load(Checkpoints.tiny(), COMPUTE, lora);
        StageTrainer trainer = trainer(student, stage, 2)) {
      Map<String, float[]> before = values(student);
      double first = trainer.update(0).ce();
      double last = first;
      for (int step = 1; step < 40; step++) {
        last = trainer.update(step).ce();
      }

      assertThat(last).isLessThan(0.5 * first);
      Map<String, float[]> after = values(student);
      assertThat(after.get(matrix)).isEqualTo(before.get(matrix));
      assertThat(after.get("lm_head.weight")).isEqualTo(before.get("lm_head.weight"));
      assertThat(difference(after.get(EMBEDDINGS), before.get(EMBEDDINGS))).isPositive();
      // what is saved is the sum
      assertThat(difference(saved(student).get(matrix), before.get(matrix))).isPositive();
    }
  }

  @Test
  void whatIsSavedAnswersAsTheModelWithItsChanges() throws IOException {
    LowRank.Settings lora = new LowRank.Settings(4, 8);
    Stage stage = stage(5, new Method(null, lora, false, false, null), Part.DECODER);
    Path saved = directory.resolve("saved");
    double during;
    try (Student student = Student.load(Checkpoints.tiny(), COMPUTE, lora);
        StageTrainer trainer = trainer(student, stage, 2)) {
      for (int step = 0; step < 5; step++) {
        trainer.update(step);
      }
      new TrainedCheckpoint(Checkpoints.tiny(), DType.FP32)
          .write(saved, student.parameters().keySet(), student::copy, Training.settings("tiny"));
      during = trainer.update(5).ce();
    }

    try (Student student = Student.load(saved, COMPUTE);
        StageTrainer trainer = trainer(student, stage(6, Part.DECODER), 2)) {
      assertThat(trainer.update(5).ce()).isCloseTo(during, within(1e-4));
    }
  }

  /** As large matrices are saved: pieces begin and end within rows. */
  @Test
  void aChangedMatrixIsTheSameInPieces() {
    LowRank.Settings lora = new LowRank.Settings(4, 8);
    Stage stage = stage(5, new Method(null, lora, false, false, null), Part.DECODER);
    String matrix = "model.layers.0.mlp.down_proj.weight";
    try (Student student = Student.load(Checkpoints.tiny(), COMPUTE, lora);
        StageTrainer trainer = trainer(student, stage, 2)) {
      trainer.update(0);
      float[] all = saved(student).get(matrix);
      assertThat(difference(all, values(student).get(matrix))).isPositive();
      float[] piece = new float[(int) student.parameters().get(matrix).size(1) + 5];
      for (int from = 0; from + piece.length <= all.length; from += piece.length) {
        student.copy(matrix, from, piece);
        float[] same = Arrays.copyOfRange(all, from, from + piece.length);
        assertThat(difference(piece, same)).as("from %d", from).isLessThan(1e-6);
      }
    }
  }

  @Test
  void hasTheSameGradientsWhenFramesAreComputedAgain() {
    Map<String, float[]> remembered = gradients(Method.PLAIN);
    Map<String, float[]> again = gradients(new Method(null, null, true, false, null));

    assertThat(again.keySet()).isEqualTo(remembered.keySet());
    again.forEach(
        (name, gradient) ->
            assertThat(difference(gradient, remembered.get(name))).as(name).isLessThan(1e-5));
  }

  @Test
  void inMixedPrecisionGradientsPointTheSameWay() {
    Map<String, float[]> exact = gradients(Method.PLAIN);
    Map<String, float[]> mixed = gradients(new Method(null, null, false, true, null));

    String matrix = "model.layers.0.mlp.down_proj.weight";
    assertThat(cosine(mixed.get(matrix), exact.get(matrix), 0, exact.get(matrix).length))
        .isGreaterThan(0.99);
    assertThat(mixed.get(matrix)).isNotEqualTo(exact.get(matrix));
  }

  private static Map<String, float[]> gradients(Method method) {
    Stage stage = stage(1, method, Part.values());
    Map<String, float[]> found = new TreeMap<>();
    try (PointerScope scope = new PointerScope();
        Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        Gradients gradients = new Gradients(trainer.optimizer().parameters());
        Autocast mixed = Autocast.bf16(student.backend(), method.bf16())) {
      new LessonObjective(stage, COLOURED, student, null)
          .learn(LongStream.range(0, 20).boxed().toList(), WindowForm.compressed(2), gradients);
      gradients.byName().forEach((name, sum) -> found.put(name, Tensors.toFloats(sum)));
    }
    return found;
  }
}
