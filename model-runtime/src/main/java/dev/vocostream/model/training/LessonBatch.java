package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Lessons with equally many frames, their texts padded to the longest.
 *
 * @param frames of each lesson
 */
record LessonBatch(List<Lesson> lessons, int frames) {
  LessonBatch {
    lessons = List.copyOf(lessons);
  }

  int size() {
    return lessons.size();
  }

  /** The same questions about the newest frames only. */
  LessonBatch newest(int count) {
    if (count >= frames) {
      return this;
    }
    List<Lesson> cut = lessons.stream().map(lesson -> lesson.newest(count)).toList();
    return new LessonBatch(cut, count);
  }

  /** Every question by itself, with frames of its own. */
  LessonBatch apart() {
    return new LessonBatch(
        lessons.stream().flatMap(lesson -> lesson.apart().stream()).toList(), frames);
  }

  /** Where the frames of {@link #apart} are in {@link #pictures}: the tower sees each once. */
  long[] framesApart() {
    return IntStream.range(0, size())
        .flatMap(
            lesson ->
                lessons.get(lesson).apart().stream()
                    .flatMapToInt(any -> IntStream.range(lesson * frames, (lesson + 1) * frames)))
        .asLongStream()
        .toArray();
  }

  /** Of rows, what makes the mean of the question's [B * T]; a question each. */
  float[] meanOfQuestions() {
    int rows = rows();
    float[] weights = new float[size() * rows];
    for (int b = 0; b < size(); b++) {
      int[] asked = lessons.get(b).questionRows();
      for (int row : asked) {
        weights[b * rows + row] = 1f / asked.length;
      }
    }
    return weights;
  }

  /** The frames of all lessons, window by window. */
  List<RgbImage> pictures() {
    return lessons.stream().flatMap(lesson -> lesson.frames().stream()).toList();
  }

  /** Rows of the longest text, T. */
  int rows() {
    return lessons.stream().mapToInt(Lesson::length).max().orElse(0);
  }

  /** Token ids, padded with zeros: [B * T] */
  long[] ids() {
    return padded(Lesson::ids);
  }

  /** [B * T] */
  long[] positions(int behind) {
    long[] positions = padded(Lesson::places);
    for (int i = 0; i < positions.length; i++) {
      positions[i] += behind;
    }
    return positions;
  }

  private long[] padded(Function<Lesson, int[]> values) {
    int rows = rows();
    long[] all = new long[size() * rows];
    for (int b = 0; b < size(); b++) {
      int[] of = values.apply(lessons.get(b));
      for (int i = 0; i < of.length; i++) {
        all[b * rows + i] = of[i];
      }
    }
    return all;
  }

  /** Places in [B * T] of the rows that have something to say. */
  long[] askingRows() {
    int rows = rows();
    long[] places = new long[targetCount()];
    int put = 0;
    for (int b = 0; b < size(); b++) {
      int[] targets = lessons.get(b).targets();
      for (int i = 0; i < targets.length; i++) {
        if (targets[i] != Lesson.NONE) {
          places[put++] = (long) b * rows + i;
        }
      }
    }
    return places;
  }

  /** Places in [B * T] of the last row of each question, before the answer's first word. */
  long[] askedRows() {
    int rows = rows();
    List<Long> places = new ArrayList<>();
    for (int b = 0; b < size(); b++) {
      for (int row : lessons.get(b).askedRows()) {
        places.add((long) b * rows + row);
      }
    }
    return places.stream().mapToLong(Long::longValue).toArray();
  }

  /** What they are to say, in the same order. */
  long[] targets() {
    return lessons.stream()
        .flatMapToInt(lesson -> Arrays.stream(lesson.targets()))
        .filter(target -> target != Lesson.NONE)
        .asLongStream()
        .toArray();
  }

  int targetCount() {
    return lessons.stream().mapToInt(Lesson::targetCount).sum();
  }

  /**
   * Who may look at whom: the window, and what the lesson lets see; padding sees the window and
   * itself, since a row that sees nothing would be NaN.
   *
   * @param window rows of the window, M
   * @return 1 = may attend, [B, T, M + T]
   */
  byte[] mask(int window) {
    int rows = rows();
    int columns = window + rows;
    byte[] mask = new byte[size() * rows * columns];
    for (int b = 0; b < size(); b++) {
      Lesson lesson = lessons.get(b);
      for (int i = 0; i < rows; i++) {
        int at = (b * rows + i) * columns;
        Arrays.fill(mask, at, at + window, (byte) 1);
        for (int j = 0; j <= i && i < lesson.length(); j++) {
          mask[at + window + j] = (byte) (lesson.sees(i, j) ? 1 : 0);
        }
        mask[at + window + i] = 1;
      }
    }
    return mask;
  }
}
