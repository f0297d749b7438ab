package dev.vocostream.model.evaluation.world;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.evaluation.Examinee;
import dev.vocostream.model.evaluation.metric.Box;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import dev.vocostream.model.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Asks about windows of scenes, the way cameras and people would: every frame is compressed once,
 * then all questions about the window are answered together, in words. An answer is right if it is
 * the expected one, letter for letter; a box if it covers the expected one well enough, as RefCOCO
 * counts.
 */
public final class WorldExam {
  private static final int MOST_TOKENS = 64;

  /** Intersection over union that a box must exceed. */
  private static final float COVERED = 0.5f;

  private final World world;
  private final Questions questions;
  private final Split split;
  private final int asked;

  /**
   * @param asked questions of each window
   */
  public WorldExam(World world, Questions questions, Split split, int asked) {
    this.world = world;
    this.questions = questions;
    this.split = split;
    this.asked = asked;
  }

  /**
   * @param windows how many, numbered from zero; every length from 1 to 8 frames equally often
   */
  public Marks take(Examinee examinee, int windows) {
    Marks marks = new Marks();
    try (Answering answering = examinee.answering()) {
      for (int number = 0; number < windows; number++) {
        SplittableRandom random = new SplittableRandom(number);
        int frames = 1 + number % Window.MOST_FRAMES;
        Window window = Window.of(world.scene(split, number), frames, random);
        List<Asked> asking = questions.about(window.moments(), split, random, asked);
        ask(answering, examinee.remember(window.pictures()), asking, marks);
      }
    }
    return marks;
  }

  private static void ask(
      Answering answering, List<Activations> window, List<Asked> asking, Marks marks) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (Asked question : asking) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      answering.ask(
          new Prompt(question.question(), List.of(), Prompt.Form.TEXT, MOST_TOKENS), window, reply);
      replies.add(reply);
    }
    while (!answering.isIdle()) {
      answering.step();
    }
    for (int i = 0; i < asking.size(); i++) {
      Asked question = asking.get(i);
      String said = replies.get(i).join().text().strip();
      marks.count(question.type(), isRight(question, said));
    }
  }

  /** Whether an answer counts as right. */
  public static boolean isRight(Asked question, String said) {
    if (question.type() != QuestionType.BOX) {
      return said.equals(question.answer());
    }
    Box wanted = Box.parse(question.answer()).orElseThrow();
    return Box.parse(said).orElse(Box.NONE).iou(wanted) > COVERED;
  }
}
