package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.data.GradedBenchmark.Form;
import dev.vocostream.model.evaluation.data.ReferredBoxes.Referred;
import dev.vocostream.model.evaluation.metric.Box;
import java.util.List;
import java.util.Optional;

/**
 * Referring expression comprehension (REC): an expression is given, the box is wanted. Right is an
 * intersection over union <b>above</b> 0.5; an answer without exactly one box counts as an empty
 * one. Both boxes are those of the picture padded to a square.
 */
final class Grounding {
  private static final float ENOUGH = 0.5f;

  private Grounding() {}

  /**
   * @param file in the form of {@link ReferredBoxes}
   * @param wording with {@code <expr>} where the expression goes
   */
  static Benchmark open(
      BenchmarkDirectory directory, String file, String pictures, String wording) {
    List<GradedQuestion> questions =
        ReferredBoxes.read(directory, file, pictures).stream()
            .map(referred -> question(referred, wording))
            .toList();
    return new GradedBenchmark(directory, questions, Form.NUMBERS);
  }

  private static GradedQuestion question(Referred referred, String wording) {
    EvaluationItem item =
        new EvaluationItem(
            Integer.toString(referred.row()),
            referred.picture(),
            wording.replace("<expr>", referred.expression()));
    return new GradedQuestion(item, List.of(), text -> grade(text, referred.box()));
  }

  private static Grade grade(String text, Box right) {
    Optional<Box> box = Box.parse(text);
    boolean enough = box.orElse(Box.NONE).iou(right) > ENOUGH;
    return new Grade(enough ? 1 : 0, box.isPresent());
  }
}
