package dev.vocostream.model.training;

import dev.vocostream.model.evaluation.metric.CiderD;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.evaluation.world.WorldExam;
import dev.vocostream.model.training.ArmScores.Score;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The two grounding tasks of the VoCo-LLaMA paper, in small: a box for an expression (REC: part of
 * boxes that cover the right one by more than half) and an expression for a box (REG: CIDEr). A
 * model has to speak for both: a box that is a hundredth off is right.
 */
final class GroundingExam {
  private static final int TOGETHER = 32;
  private static final int QUESTIONS = 4;
  private static final int MOST_TOKENS = 40;

  /** Names in scores. */
  static final String BOXES = "rec";

  static final String EXPRESSIONS = "reg";

  private final List<Asked> asked = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();

  /**
   * @param windows of one frame each
   */
  GroundingExam(World world, Split split, int windows) {
    Questions questions = WorldQuestions.of(QuestionMix.only(QuestionType.BOX, QuestionType.REFER));
    for (int number = 0; number < windows; number++) {
      SplittableRandom random = new SplittableRandom(number);
      Window window = Window.of(world.scene(split, number), 1, random);
      for (Asked one : questions.about(window.moments(), split, random, QUESTIONS)) {
        asked.add(one);
        examples.add(new Questioned(window, List.of(one)).example());
      }
    }
  }

  Map<String, Score> take(Student student, WindowForm form) {
    SpokenAnswers spoken = new SpokenAnswers(student, form, MOST_TOKENS);
    Marks boxes = new Marks();
    CiderD cider = new CiderD();
    List<String> said =
        Batches.of(examples, TOGETHER).stream().flatMap(some -> spoken.to(some).stream()).toList();
    for (int i = 0; i < said.size(); i++) {
      Asked question = asked.get(i);
      if (question.type() == QuestionType.BOX) {
        boxes.count(QuestionType.BOX, WorldExam.isRight(question, said.get(i)));
      } else {
        cider.add(said.get(i), List.of(question.answer()));
      }
    }
    int expressions = asked.size() - boxes.all().n();
    return Map.of(
        BOXES, new Score(boxes.all().n(), boxes.all().accuracy()),
        EXPRESSIONS, new Score(expressions, cider.mean()));
  }
}
