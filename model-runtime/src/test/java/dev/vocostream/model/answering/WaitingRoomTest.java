package dev.vocostream.model.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.Window;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
  private static final int MANY = 1_000;

  private final WaitingRoom room = new WaitingRoom(100);

  @Test
  void aQuestionIsInTheNextPassThoughAThousandMonitorsCameBefore() {
    monitors(20, 10);
    assertThat(names(room.take(MANY))).containsExactlyElementsOf(names("m", 0, 10));
    question("late", 30);
    assertThat(names(room.take(MANY)))
        .as("100 rows: 30 of the question, 7 monitors of 10")
        .startsWith("late")
        .endsWith("m16")
        .hasSize(8);
  }

  @Test
  void eachKindIsReadInTheOrderItCame() {
    monitors(2, 10);
    question("a", 10);
    question("b", 10);
    assertThat(names(room.take(MANY))).containsExactly("a", "b", "m0", "m1");
    assertThat(room.isIdle()).isTrue();
  }

  @Test
  void oneMonitorIsInEveryPassHoweverManyQuestionsThereAre() {
    monitors(2, 10);
    IntStream.range(0, 20).forEach(i -> question("q" + i, 50));
    assertThat(names(room.take(MANY))).containsExactly("q0", "q1", "m0");
    assertThat(names(room.take(MANY))).containsExactly("q2", "q3", "m1");
    assertThat(names(room.take(MANY))).containsExactly("q4", "q5");
  }

  /** Of a model whose answers are all open but for one there is always a question for the rest. */
  @Test
  void oneMonitorIsInThePassThoughQuestionsTakeAllThereIsRoomFor() {
    monitors(2, 10);
    IntStream.range(0, 5).forEach(i -> question("q" + i, 10));
    assertThat(names(room.take(1))).containsExactly("q0", "m0");
    assertThat(names(room.take(2))).containsExactly("q1", "q2", "m1");
  }

  @Test
  void aPromptThatIsLongerThanAPassIsReadAlone() {
    question("long", 500);
    question("next", 10);
    assertThat(names(room.take(MANY))).containsExactly("long");
    assertThat(names(room.take(MANY))).containsExactly("next");
  }

  @Test
  void noMoreAreTakenThanThereIsRoomFor() {
    IntStream.range(0, 5).forEach(i -> question("q" + i, 1));
    monitors(5, 1);
    assertThat(names(room.take(6))).containsExactly("q0", "q1", "q2", "q3", "q4", "m0");
    assertThat(room.take(0)).isEmpty();
    assertThat(room.isIdle()).isFalse();
  }

  @Test
  void whoHasGivenUpIsNotRead() {
    CompletableFuture<Reply> given = question("gone", 10);
    CompletableFuture<Reply> standing = add("m", 10, Priority.MONITOR);
    question("kept", 10);
    given.cancel(false);
    standing.cancel(false);
    room.forEach(Conversation::lookWhetherGivenUp);
    assertThat(names(room.take(MANY))).containsExactly("kept");
  }

  private void monitors(int count, int rows) {
    names("m", 0, count).forEach(name -> add(name, rows, Priority.MONITOR));
  }

  private CompletableFuture<Reply> question(String name, int rows) {
    return add(name, rows, Priority.QUESTION);
  }

  private CompletableFuture<Reply> add(String name, int rows, Priority priority) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Prompt prompt = new Prompt(name, List.of(), Prompt.Form.YES_NO, 1);
    room.add(new Conversation(prompt, Window.of(List.of()), new long[rows], reply), priority);
    return reply;
  }

  private static List<String> names(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> prefix + i).toList();
  }

  private static List<String> names(List<Conversation> taken) {
    return taken.stream().map(c -> c.prompt.question()).toList();
  }
}
