package dev.vocostream.model.training;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.text.PromptTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Turns examples into tokens, and marks those that are to be learnt: answers and their end. */
public final class LessonWriter {
  private final PromptTemplate template;
  private final int positions;
  private final IntUnaryOperator window;

  /**
   * @param positions that text and the window before it may have
   * @param window rows of a window, by its frames
   */
  public LessonWriter(PromptTemplate template, int positions, IntUnaryOperator window) {
    this.template = template;
    this.positions = positions;
    this.window = window;
  }

  /**
   * @param forms that its lessons are read in: they must fit in each
   */
  static LessonWriter of(Student student, List<WindowForm> forms) {
    PromptTemplate template = student.template();
    int shown = student.config().vision().tokens() + template.behindFrame(0).length;
    return new LessonWriter(
        template,
        student.config().decoder().maxPositions(),
        frames -> forms.stream().mapToInt(form -> form.rows(frames, shown)).max().orElse(0));
  }

  /**
   * @throws BadExampleException if it asks nothing, has an empty answer or is too long
   */
  public Lesson write(Example example) {
    if (example.turns().isEmpty()) {
      throw new BadExampleException("the example must have a question with its answer, had none");
    }
    Rows rows = example.plain() ? caption(example) : conversation(example);
    Lesson lesson = rows.lesson(example);
    requireFits(lesson);
    return lesson;
  }

  private Rows conversation(Example example) {
    Rows rows = new Rows();
    rows.say(template.head(), 0);
    int group = 1;
    List<Turn> before = new ArrayList<>();
    for (Turn turn : example.turns()) {
      requireAnswer(turn);
      rows.say(asked(before, turn, rows.lastOf(group)), group);
      rows.learn(template.answer(turn.answer()), group);
      if (example.independent()) {
        group++;
      } else {
        before.add(turn);
      }
    }
    return rows;
  }

  private Rows caption(Example example) {
    if (example.turns().size() > 1 || example.frames().isEmpty()) {
      throw new BadExampleException(
          "a plain example must have something to see and one answer, had %d frames and %d answers"
              .formatted(example.frames().size(), example.turns().size()));
    }
    Turn turn = example.turns().get(0);
    requireAnswer(turn);
    Rows rows = new Rows();
    rows.say(template.beforeCaption(), 0);
    rows.learn(template.caption(turn.answer()), 1);
    return rows;
  }

  private void requireAnswer(Turn turn) {
    if (!template.hasWords(turn.answer())) { // only its end would be learnt
      throw new BadExampleException(
          "the answer to '%s' must have words, was empty".formatted(turn.question()));
    }
  }

  private void requireFits(Lesson lesson) {
    int before = window.applyAsInt(lesson.frames().size());
    int text = 1 + Arrays.stream(lesson.places()).max().orElse(0);
    if (before + text > positions) {
      throw new BadExampleException(
          "frames and text must fit into %d tokens, had %d of %d frames and %d of text: split its turns or give it fewer frames"
              .formatted(positions, before, lesson.frames().size(), text));
    }
  }

  /** The tokens from the last row there is to the end of the question. */
  private long[] asked(List<Turn> before, Turn turn, int said) {
    Prompt prompt = new Prompt(turn.question(), before, Prompt.Form.TEXT, 1);
    long[] tail = template.tail(prompt);
    long[] rest = new long[tail.length - said];
    System.arraycopy(tail, said, rest, 0, rest.length);
    return rest;
  }

  /** Rows as they grow. */
  private static final class Rows {
    private final List<Long> ids = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<Integer> targets = new ArrayList<>();

    void say(long[] tokens, int group) {
      for (long token : tokens) {
        ids.add(token);
        groups.add(group);
        targets.add(Lesson.NONE);
      }
    }

    /** The row before says the first of these, each of them the next. */
    void learn(long[] tokens, int group) {
      for (long token : tokens) {
        targets.set(targets.size() - 1, (int) token);
        say(new long[] {token}, group);
      }
    }

    int lastOf(int group) {
      return (int) groups.stream().filter(of -> of == group).count();
    }

    Lesson lesson(Example example) {
      int head = lastOf(0);
      int[] places = new int[ids.size()];
      int[] said = new int[groups.stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
      for (int i = 0; i < places.length; i++) {
        int group = groups.get(i);
        places[i] = (group == 0 ? 0 : head) + said[group]++;
      }
      return new Lesson(
          example.frames(),
          ids.stream().mapToInt(Long::intValue).toArray(),
          places,
          groups.stream().mapToInt(Integer::intValue).toArray(),
          targets.stream().mapToInt(Integer::intValue).toArray());
    }
  }
}
