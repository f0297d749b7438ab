package dev.vocostream.model.training;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.text.PromptTemplate;
import java.util.ArrayList;
import java.util.List;

/** Turns examples into tokens, and marks those that are to be learnt: answers and their end. */
public final class LessonWriter {
  private final PromptTemplate template;
  private final int maxRows;

  /**
   * @param maxRows of text that an example may have
   */
  public LessonWriter(PromptTemplate template, int maxRows) {
    this.template = template;
    this.maxRows = maxRows;
  }

  static LessonWriter of(Student student) {
    return new LessonWriter(student.template(), student.config().decoder().maxPositions());
  }

  /**
   * @throws BadExampleException if it asks nothing, has an empty answer or is too long
   */
  public Lesson write(Example example) {
    if (example.turns().isEmpty()) {
      throw new BadExampleException("the example must have a question with its answer, had none");
    }
    Rows rows = new Rows();
    rows.say(template.head(), 0);
    int group = 1;
    List<Turn> before = new ArrayList<>();
    for (Turn turn : example.turns()) {
      if (turn.answer().isBlank()) {
        throw new BadExampleException(
            "the answer to '%s' must have words, was empty".formatted(turn.question()));
      }
      rows.say(asked(before, turn, rows.lastOf(group)), group);
      rows.learn(template.answer(turn.answer()), group);
      if (example.independent()) {
        group++;
      } else {
        before.add(turn);
      }
    }
    if (rows.ids.size() > maxRows) {
      throw new BadExampleException(
          "the text must fit into %d tokens, had %d: split its turns"
              .formatted(maxRows, rows.ids.size()));
    }
    return rows.lesson(example);
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
