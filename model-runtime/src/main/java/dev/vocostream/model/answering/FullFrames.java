package dev.vocostream.model.answering;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.Window.Frame;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * The newest frames of a window, as a model that was trained to reads them: all rows of stage 1,
 * made of the picture when a question first wants them. They are hundreds of times as large as a
 * frame's VoCo tokens and never leave the device.
 *
 * <pre>
 *   frame     17    18    19                       20
 *   read      k     k     n + s + k                n + s + k
 *             VoCo  VoCo  patches newline VoCo     patches newline VoCo
 * </pre>
 */
public final class FullFrames {
  /** Of a model that reads VoCo tokens only. */
  public static final FullFrames NONE =
      new FullFrames(
          0,
          picture -> {
            throw new IllegalStateException("no frame is read in full");
          });

  private final int tokens;
  private final Function<RgbImage, Tensor> encoding;

  /**
   * @param tokens n + s + k; 0 for a model that may not read frames in full
   * @param encoding from a picture to rows [1, tokens, layers, 2, Hkv, d], keys before RoPE
   */
  public FullFrames(int tokens, Function<RgbImage, Tensor> encoding) {
    this.tokens = tokens;
    this.encoding = encoding;
  }

  /** Positions that such a frame takes; 0 if the model may not read any. */
  public int tokens() {
    return tokens;
  }

  /** [tokens, layers, 2, Hkv, d] */
  Tensor rows(RgbImage picture) {
    return encoding.apply(picture).squeeze(0);
  }

  /**
   * @throws IllegalArgumentException if one of them cannot be read so
   */
  void check(List<Frame> frames) {
    for (Frame frame : frames) {
      if (frame.picture() == null) {
        continue;
      }
      if (tokens == 0) {
        throw new IllegalArgumentException(
            "the model may not read frames in full: it was not trained to (hybrid in config.json)");
      }
      if (frame.tokens() != tokens) {
        throw new IllegalArgumentException(
            "a frame that is read in full takes %d positions, not %d"
                .formatted(tokens, frame.tokens()));
      }
    }
  }
}
