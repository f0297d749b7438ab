package dev.vocostream.model.answering;

import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
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
  private final Tensor hidden; // bool [head, window]: may not be read

  HeadRows(LlamaDecoder decoder, ReadableWindow window) {
    this.window = window;
    positions = LongStream.range(window.frameRows(), window.length()).toArray();
    backend = decoder.backend();
    boolean[][] seen = VocoMask.CAUSAL.lastRows(positions.length, window.length());
    hidden = backend.mask(seen).logical_not();
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
    Tensor keys = window.keys(layer);
    Tensor scaled = q.mul(new Scalar(1 / Math.sqrt(keys.size(2))));
    Tensor scores = Attention.product(scaled, keys.transpose(1, 2)); // [H, head, window]
    scores.masked_fill_(hidden, new Scalar(Double.NEGATIVE_INFINITY));
    return Attention.product(backend.softmax(scores), window.values(layer));
  }
}
