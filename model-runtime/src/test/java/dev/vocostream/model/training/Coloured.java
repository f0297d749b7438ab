package dev.vocostream.model.training;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;

/** Something quick to learn: pictures of one colour, and what it is. */
final class Coloured {
  static final Compute COMPUTE = new Compute("cpu", DType.FP32, 2);
  static final String[] COLOURS = {"red", "green", "blue"};

  /** Pictures of one colour, and what it is. */
  static final ExampleSource COLOURED =
      new ExampleSource() {
        @Override
        public long size() {
          return Long.MAX_VALUE;
        }

        @Override
        public Example get(long number) {
          if (number % 7 == 3) {
            throw new BadExampleException("example 3 of every 7 is broken");
          }
          int colour = (int) (number * 31 % 3);
          byte[] rgb = new byte[3 * 16 * 16];
          for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i % 3 == colour ? 220 : 20);
          }
          return new Example(
              List.of(new RgbImage(16, 16, rgb)),
              List.of(new Turn("What colour is it?", COLOURS[colour])),
              true);
        }
      };

  private Coloured() {}

  static Student student() {
    return Student.load(Checkpoints.tiny(), COMPUTE);
  }

  static StageTrainer trainer(Student student, Stage stage, long seed) {
    return new StageTrainer(
        stage, new LessonObjective(stage, COLOURED, student, null), student, seed);
  }

  static Stage stage(int steps, Part... parts) {
    return stage(steps, Method.PLAIN, parts);
  }

  static Stage stage(int steps, Method method, Part... parts) {
    List<WindowForm> forms = List.of(WindowForm.compressed(1), WindowForm.compressed(2));
    return new Stage("colours", List.of(parts), forms, steps, 16, 1e-3, 0.1, 0.01, 1, 0, 1, method);
  }

  static Map<String, float[]> values(Student student) {
    Map<String, float[]> values = new TreeMap<>();
    try (PointerScope scope = new PointerScope()) {
      student
          .parameters()
          .forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor.detach())));
    }
    return values;
  }

  /** What would be saved of it: changes added. */
  static Map<String, float[]> saved(Student student) {
    Map<String, float[]> saved = new TreeMap<>();
    student
        .parameters()
        .forEach(
            (name, tensor) -> {
              float[] all = new float[Math.toIntExact(tensor.numel())];
              student.copy(name, 0, all);
              saved.put(name, all);
            });
    return saved;
  }
}
