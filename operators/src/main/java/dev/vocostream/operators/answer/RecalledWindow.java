package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.operators.CameraAnswer.Gap;
import java.util.List;

/**
 * What was read from the memory for one question.
 *
 * @param times of the frames read, oldest first
 * @param activations of the same frames
 * @param remembered how many frames the memory holds in the window
 */
record RecalledWindow(
    List<Long> times, List<Activations> activations, int remembered, List<Gap> gaps) {

  long bytes() {
    return activations.stream().mapToLong(frame -> frame.bytes().length).sum();
  }
}
