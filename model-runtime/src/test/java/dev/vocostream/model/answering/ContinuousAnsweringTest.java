package dev.vocostream.model.answering;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Decoding;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Form;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions that are answered together get the answers they would get alone. */
class ContinuousAnsweringTest {
  private static final List<String> WORDINGS =
      List.of(
          "What is in front of the camera?",
          "Is the door open?",
          "Who?",
          "How many people have come through the left door since it was opened, and who were they?",
          "Is there a triangle?",
          "What colour is the car that stands beside the tree?",
          "Did anything move?",
          "Where is the red circle now?");

  private static VocoLlama model;
  private static List<Activations> frames;

  private Answering answering;

  @BeforeAll
  static void load() {
    model = VocoLlama.load(Checkpoints.tiny(), DType.FP32);
    frames = model.compress(IntStream.range(0, 6).mapToObj(i -> picture(i, 90 + i, 80)).toList());
  }

  @AfterAll
  static void free() {
    model.close();
  }

  @BeforeEach
  void begin() {
    answering = model.answering();
  }

  @AfterEach
  void end() {
    answering.close();
  }

  @Test
  void answersEightQuestionsOnOneWindowAsEachAlone() {
    assertTheSameAsAlone(WORDINGS.stream().map(w -> frames).toList());
  }

  @Test
  void answersEightQuestionsOnDifferentWindowsAsEachAlone() {
    List<List<Activations>> windows = new ArrayList<>();
    for (int i = 0; i < WORDINGS.size(); i++) {
      windows.add(frames.subList(i % 3, i % 3 + 1 + i % 4));
    }

    assertTheSameAsAlone(windows);
  }

  private void assertTheSameAsAlone(List<List<Activations>> windows) {
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < WORDINGS.size(); i++) {
      Form form = i % 2 == 0 ? Form.TEXT : Form.YES_NO;
      prompts.add(new Prompt(WORDINGS.get(i), List.of(), form, 3 + 5 * i));
    }
    List<CompletableFuture<Reply>> together = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      together.add(ask(prompts.get(i), windows.get(i)));
    }
    finish();

    for (int i = 0; i < prompts.size(); i++) {
      Reply alone = model.answer(prompts.get(i), windows.get(i));
      assertThatSame(together.get(i).join(), alone);
    }
  }

  private static void assertThatSame(Reply reply, Reply expected) {
    assertThat(reply.text()).isEqualTo(expected.text());
    assertThat(reply.tokens()).isEqualTo(expected.tokens());
    assertThat(reply.attention()).containsExactly(expected.attention(), within(1e-4f));
    if (expected.probability() != null) {
      assertThat(reply.probability()).isCloseTo(expected.probability(), within(1e-4));
    }
  }

  @Test
  void letsQuestionsJoinAndLeaveWhileOthersAreAnswered() {
    Prompt first = prompt(0, 20);
    Prompt late = prompt(3, 4);
    CompletableFuture<Reply> one = ask(first, frames);
    answering.step();
    answering.step();
    CompletableFuture<Reply> other = ask(late, frames.subList(2, 4));
    finish();

    assertThatSame(one.join(), model.answer(first, frames));
    assertThatSame(other.join(), model.answer(late, frames.subList(2, 4)));
  }

  @Test
  void goesOnWithTheOthersWhenSomeHaveEndedAndTheirRoomIsGivenBack() {
    List<Prompt> prompts =
        IntStream.range(0, WORDINGS.size()).mapToObj(i -> prompt(i, i < 6 ? 2 : 24)).toList();
    List<CompletableFuture<Reply>> replies = prompts.stream().map(p -> ask(p, frames)).toList();
    finish();

    for (int i = 0; i < prompts.size(); i++) {
      assertThatSame(replies.get(i).join(), model.answer(prompts.get(i), frames));
    }
  }

  @Test
  void dropsAQuestionThatIsCancelledAndAnswersTheRest() {
    CompletableFuture<Reply> dropped = ask(prompt(0, 30), frames);
    CompletableFuture<Reply> kept = ask(prompt(1, 30), frames);
    answering.step();
    dropped.cancel(false);
    finish();

    assertThat(dropped).isCancelled();
    assertThatSame(kept.join(), model.answer(prompt(1, 30), frames));
  }

  @Test
  void answersTheSameFromAWindowThatIsHotAsFromOneThatIsNot() {
    Reply cold = reply(prompt(0, 12), frames);
    Reply hot = reply(prompt(0, 12), frames);
    Reply copied = reply(prompt(0, 12), frames.stream().map(f -> f.truncate(2)).toList());

    assertThatSame(hot, cold);
    assertThatSame(copied, cold);
  }

  @Test
  void readsMorePromptsThanOnePassHolds() {
    Prompt prompt = prompt(3, 2);
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 90).mapToObj(i -> ask(prompt, frames)).toList();
    finish();

    Reply alone = model.answer(prompt, frames);
    replies.forEach(reply -> assertThat(reply.join().text()).isEqualTo(alone.text()));
  }

  @Test
  void drawsAnAnswerThatItsSeedDecidesAndNotItsNeighbours() {
    Decoding warm = new Decoding(1.5, 0.95, 42);
    Prompt drawn = new Prompt(WORDINGS.get(0), List.of(), Form.TEXT, 16, warm);
    CompletableFuture<Reply> together = ask(drawn, frames);
    ask(prompt(2, 16), frames);
    finish();

    Reply alone = model.answer(drawn, frames);
    assertThat(together.join().text()).isEqualTo(alone.text());
    assertThat(alone.text()).isNotEqualTo(model.answer(prompt(0, 16), frames).text());
  }

  @Test
  void refusesAWindowOfAnotherModelWithoutHarmToOthers() {
    CompletableFuture<Reply> fine = ask(prompt(0, 4), frames);
    List<Activations> foreign = List.of(new Activations(2, DType.FP32, new byte[12]));

    assertThatThrownBy(() -> ask(prompt(1, 4), foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is of another model");
    finish();
    assertThat(fine).isCompleted();
  }

  @Test
  void failsWhatIsOpenWhenItIsClosed() {
    CompletableFuture<Reply> begun = ask(prompt(0, 30), frames);
    answering.step();
    CompletableFuture<Reply> waiting = ask(prompt(1, 30), frames);

    answering.close();

    assertThatThrownBy(begun::join).hasRootCauseMessage("the model was closed");
    assertThatThrownBy(waiting::join).hasRootCauseMessage("the model was closed");
  }

  @Test
  void freesAllItHeld() {
    reply(prompt(0, 8), frames);
    answering.close();
    answering = model.answering();
    long before = Pointer.totalCount();

    for (int i = 0; i < 4; i++) {
      ask(prompt(i, 8), frames.subList(0, 1 + i));
    }
    finish();
    answering.close();

    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static Prompt prompt(int wording, int tokens) {
    return new Prompt(WORDINGS.get(wording), List.of(), Form.TEXT, tokens);
  }

  private CompletableFuture<Reply> ask(Prompt prompt, List<Activations> window) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    answering.ask(prompt, window, reply);
    return reply;
  }

  private Reply reply(Prompt prompt, List<Activations> window) {
    CompletableFuture<Reply> reply = ask(prompt, window);
    finish();
    return reply.join();
  }

  private void finish() {
    while (!answering.isIdle()) {
      answering.step();
    }
  }
}
