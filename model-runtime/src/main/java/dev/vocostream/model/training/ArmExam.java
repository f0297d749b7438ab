package dev.vocostream.model.training;

import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Marks a model that is not served yet, in any way it can be made to see frames: the same windows
 * and questions for every arm of a comparison.
 */
final class ArmExam {
  private static final int TOGETHER = 16;
  private static final int QUESTIONS = 12;

  private final World world;
  private final Split split;
  private final Questions questions;
  private final int[] frames;
  private final int windows;

  /**
   * @param frames lengths of windows, all equally often
   * @param windows of each length
   */
  ArmExam(World world, Split split, QuestionMix mix, int[] frames, int windows) {
    this.world = world;
    this.split = split;
    this.questions = WorldQuestions.of(mix);
    this.frames = frames.clone();
    this.windows = windows;
  }

  /**
   * @param logits how the student reads a batch
   */
  Marks take(Student student, Function<LessonBatch, Tensor> logits) {
    LessonWriter writer = LessonWriter.of(student, List.of());
    LessonExam exam = new LessonExam(logits, student.config().tokens().voco());
    Marks marks = new Marks();
    for (int length : frames) {
      for (int from = 0; from < windows; from += TOGETHER) {
        List<List<Asked>> asked = new ArrayList<>();
        List<Lesson> lessons = new ArrayList<>();
        for (int number = from; number < Math.min(from + TOGETHER, windows); number++) {
          SplittableRandom random = new SplittableRandom(number);
          Window window = Window.of(world.scene(split, number), length, random);
          Questioned one =
              new Questioned(window, questions.about(window.moments(), split, random, QUESTIONS));
          asked.add(one.asked());
          lessons.add(writer.write(one.example()));
        }
        mark(asked, exam.take(lessons), marks);
      }
    }
    return marks;
  }

  private static void mark(List<List<Asked>> asked, List<boolean[]> right, Marks marks) {
    for (int i = 0; i < asked.size(); i++) {
      for (int j = 0; j < asked.get(i).size(); j++) {
        marks.count(asked.get(i).get(j).type(), right.get(i)[j]);
      }
    }
  }
}
