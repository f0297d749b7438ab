package dev.vocostream.model.answering;

import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The constant beginning of every prompt on its way to its place in a window. In each layer it is
 * there before the questions of the same pass read the window, so nobody has to wait for a pass of
 * its own:
 *
 * <pre>
 *                  window                     own
 *                  frames        head
 *   head           ■ ■ ■ ■ ■ ■   ◣
 *   question       ■ ■ ■ ■ ■ ■   ■            ◣
 * </pre>
 */
final class HeadRows implements QuestionPass.Part {
  private final ReadableWindow window;
  private final long[] positions;
  private final Backend backend;
  private final Tensor seen; // bool [head, window]: may be read

  HeadRows(LlamaDecoder decoder, ReadableWindow window) {
    this.window = window;
    positions = LongStream.range(window.frameRows(), window.length()).toArray();
    backend = decoder.backend();
    seen = backend.mask(VocoMask.CAUSAL.lastRows(positions.length, window.length()));
  }

  @Override
  public long[] positions() {
    return positions;
  }

  /** None: what comes of it is in its keys and values. */
  @Override
  public long[] asking() {
    return new long[0];
  }

  @Override
  public void put(int layer, Tensor k, Tensor v) {
    window.putHead(layer, k, v);
  }

  @Override
  public Tensor attend(int layer, Tensor q) {
    Tensor read =
        Attention.attend(exact(q), exact(window.keys(layer)), exact(window.values(layer)), seen);
    return backend.toCompute(read.squeeze(0));
  }

  /** In 32 bits whatever the model computes in, as softmax is elsewhere: [1, heads, rows, d] */
  private static Tensor exact(Tensor rows) {
    return Tensors.toFloat(rows).unsqueeze(0);
  }
}
