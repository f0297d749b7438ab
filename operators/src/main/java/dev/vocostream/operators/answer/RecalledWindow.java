package dev.vocostream.operators.answer;

import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.Window;
import dev.vocostream.operators.CameraAnswer.Gap;
import java.util.List;

/**
 * What was read from the memory for one question.
 *
 * @param times of the frames read, oldest first; one that stands for several is there as often
 * @param window the same frames
 * @param held those of them that the model has at hand and that were not read; whoever asks lets
 *     them go once the reply is complete
 * @param remembered how many frames the memory holds that show some of the window
 */
record RecalledWindow(
    List<Long> times, Window window, HeldFrames held, int remembered, List<Gap> gaps) {

  /** How many frames were read. */
  int frames() {
    return (int) times.stream().distinct().count();
  }

  /** Of what was read; what the model has at hand costs nothing. */
  long bytes() {
    return window.bytes();
  }
}
