package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The text of an example as rows of tokens. Independent questions share the beginning of the prompt
 * and are blind to each other, so one pass learns from all of them:
 *
 * <pre>
 *   token    "\n" .. USER: | What colour .. ASSISTANT: red    | Where is .. ASSISTANT: top left
 *   group    0  0 ..     0 | 1    1      ..          1   1    | 2     2  ..          2   2   2
 *   place    0  1 ..     h | h+1  h+2    ..                   | h+1   h+2 ..
 *   target   -  -        - | -    -      ..        red  &lt;/s&gt;  | -     -  ..        top left &lt;/s&gt;
 * </pre>
 *
 * @param frames oldest first
 * @param ids of the tokens [T]
 * @param places of the rows behind the window [T]; that is where they stand, not their order
 * @param groups a row sees rows of group 0 and of its own group, none behind it [T]
 * @param targets the token to say behind each row, or {@link #NONE} [T]
 */
public record Lesson(List<RgbImage> frames, int[] ids, int[] places, int[] groups, int[] targets) {
  public static final int NONE = -1;

  /** The beginning of a prompt, about nothing and with nothing to say. */
  static Lesson beginning(long[] ids) {
    int[] targets = new int[ids.length];
    Arrays.fill(targets, NONE);
    return new Lesson(
        List.of(),
        Arrays.stream(ids).mapToInt(id -> (int) id).toArray(),
        IntStream.range(0, ids.length).toArray(),
        new int[ids.length],
        targets);
  }

  /** The same text about other frames. */
  Lesson about(List<RgbImage> others) {
    return new Lesson(others, ids, places, groups, targets);
  }

  /** The same with something to say, whatever it is, behind its last row. */
  Lesson asking() {
    int[] asking = targets.clone();
    asking[asking.length - 1] = 0;
    return new Lesson(frames, ids, places, groups, asking);
  }

  /** The same with one token more, behind which the next is to be said. */
  Lesson saying(long token) {
    int length = length();
    int[] longer = Arrays.copyOf(ids, length + 1);
    longer[length] = (int) token;
    int[] further = Arrays.copyOf(places, length + 1);
    further[length] = places[length - 1] + 1;
    int[] wanted = new int[length + 1];
    Arrays.fill(wanted, NONE);
    return new Lesson(frames, longer, further, Arrays.copyOf(groups, length + 1), wanted).asking();
  }

  /** Each question by itself, in order. */
  List<Lesson> apart() {
    List<Lesson> apart = new ArrayList<>();
    int last = Arrays.stream(groups).max().orElse(0);
    for (int group = 1; group <= last; group++) {
      int own = group;
      int[] rows =
          IntStream.range(0, length()).filter(i -> groups[i] == 0 || groups[i] == own).toArray();
      apart.add(
          new Lesson(frames, of(ids, rows), of(places, rows), of(groups, rows), of(targets, rows)));
    }
    return apart;
  }

  private static int[] of(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  /** Rows of the question, from behind the beginning to the last before the answer. */
  int[] questionRows() {
    int first = (int) Arrays.stream(groups).filter(group -> group == 0).count();
    int last = first;
    while (last < length() - 1 && targets[last] == NONE) {
      last++;
    }
    return IntStream.rangeClosed(first, last).toArray();
  }

  /** The last row of each question, before the answer's first word. */
  int[] askedRows() {
    return IntStream.range(0, length())
        .filter(i -> targets[i] != NONE)
        .filter(i -> i == 0 || groups[i - 1] != groups[i] || targets[i - 1] == NONE)
        .toArray();
  }

  int length() {
    return ids.length;
  }

  /** Tokens to learn. */
  int targetCount() {
    return (int) Arrays.stream(targets).filter(target -> target != NONE).count();
  }

  /** The same text about the newest frames only. */
  Lesson newest(int count) {
    return about(frames.subList(frames.size() - count, frames.size()));
  }

  boolean sees(int row, int column) {
    return column <= row && (groups[column] == 0 || groups[column] == groups[row]);
  }
}
