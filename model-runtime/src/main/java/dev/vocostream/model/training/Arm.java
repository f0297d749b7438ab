package dev.vocostream.model.training;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A model of a comparison: where it begins, what it learns from, with which rate.
 *
 * @param from the checkpoint it begins with
 * @param forms one of them is drawn for each step
 * @param frames lengths of the windows it learns from
 * @param steps updates
 * @param kind made in place of VoCo tokens; null for those
 * @param like the arm whose learning rate it takes where its own is not searched; itself if it
 *     always is
 */
record Arm(
    String name,
    Path from,
    List<WindowForm> forms,
    int[] frames,
    long steps,
    Function<Student, Compressor> kind,
    String like) {
  Arm {
    forms = List.copyOf(forms);
    frames = frames.clone();
  }

  /** Whether it is one of table 1, which are compared most. */
  boolean isItsOwn() {
    return name.equals(like);
  }
}
