package dev.vocostream.operators.answer;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.RgbImage;
import java.nio.file.Path;

/** The same of a model that reads the newest frames in full: those are on the device alone. */
class FullFramesAtHandTest extends FramesAtHandTest {
  @Override
  Path checkpoint() {
    return Checkpoints.hybrid();
  }

  @Override
  RgbImage beside(RgbImage picture) {
    return picture;
  }
}
