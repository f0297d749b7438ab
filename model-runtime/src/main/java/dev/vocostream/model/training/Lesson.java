package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
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
