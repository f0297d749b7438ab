package dev.vocostream.operators.answer;

import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.answer.AnswerComposer.Case;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a question's window on the task thread and hands both to the model, which is on its own;
 * but not a question that would not be answered in time.
 */
final class ModelAsker {
  private final ModelServer model;
  private final Remembered remembered;
  private final WindowReader reader;
  private final AnswerPace pace = new AnswerPace();

  ModelAsker(ModelServer model, Remembered remembered) {
    this.model = model;
    this.remembered = remembered;
    this.reader = new WindowReader(remembered, model);
  }

  /**
   * A question that was asked.
   *
   * @param atOnce the answer, where the model need not be asked; else null
   * @param reply what the model will say; null where it is not asked
   * @param before how many questions were with the model
   */
  record Asked(Case read, CameraAnswer atOnce, CompletableFuture<Reply> reply, int before) {}

  /**
   * @param before how many questions are with the model
   * @param now epoch milliseconds
   */
  Asked ask(PendingQuestion question, int before, long now) throws Exception {
    CameraTerms camera = remembered.terms();
    if (camera == null) { // a question from a checkpoint, about a camera that is no more
      return atOnce(AnswerComposer.unknownCamera(question.asked(), question.deadline()));
    }
    Prompt prompt = promptOf(question.asked().question());
    int positions;
    try {
      positions = model.windowPositions(prompt);
    } catch (RuntimeException e) { // asked again after a restart, it would fail the task for ever
      return atOnce(AnswerComposer.unanswered(new Case(question, null, now, now), e));
    }
    if (positions < 1) {
      return atOnce(AnswerComposer.tooLong(new Case(question, null, now, now)));
    }
    if (!pace.isInTime(before, wordsOf(question), now, question.deadline())) {
      return atOnce(AnswerComposer.tooLate(question, now));
    }
    RecalledWindow window = reader.read(question.window(), positions, camera);
    Case read = new Case(question, window, now, now);
    if (window.times().isEmpty()) {
      window.held().close();
      return atOnce(AnswerComposer.noFrames(read, remembered.report()));
    }
    CompletableFuture<Reply> reply = model.answer(prompt, window.window(), Priority.QUESTION);
    reply.whenComplete((said, error) -> window.held().close());
    return new Asked(read, null, reply, before);
  }

  /**
   * The model is done with a question, or nobody waits for it any more.
   *
   * @param now epoch milliseconds
   */
  void returned(Asked asked, long now) {
    int words = wordsOf(asked.read.pending());
    pace.returned(asked.before, words, asked.read.submittedAt(), now);
  }

  /** Yes or no is read from one pass, nothing is generated. */
  private static int wordsOf(PendingQuestion question) {
    Question asked = question.asked().question();
    return asked.yesNo() ? 0 : asked.maxTokens();
  }

  private static Asked atOnce(CameraAnswer answer) {
    return new Asked(null, answer, null, 0);
  }

  private static Prompt promptOf(Question question) {
    List<Prompt.Turn> turns =
        question.turns().stream().map(t -> new Prompt.Turn(t.question(), t.answer())).toList();
    Prompt.Form form = question.yesNo() ? Prompt.Form.YES_NO : Prompt.Form.TEXT;
    return new Prompt(question.text(), turns, form, question.maxTokens());
  }
}
