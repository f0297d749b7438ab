package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.operators.CameraAnswer.Gap;
import java.util.List;

/**
 * What was read from the memory for one question.
 *
 * @param times of the frames read, oldest first; one that stands for several is there as often
 * @param activations of the same frames
 * @param remembered how many frames the memory holds that show some of the window
 */
record RecalledWindow(
    List<Long> times, List<Activations> activations, int remembered, List<Gap> gaps) {

  /** How many frames were read. */
  int frames() {
    return (int) times.stream().distinct().count();
  }

  long bytes() {
    return activations.stream().mapToLong(frame -> frame.bytes().length).sum();
  }
}
