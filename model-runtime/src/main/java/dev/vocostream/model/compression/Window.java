package dev.vocostream.model.compression;

import dev.vocostream.model.Activations;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.language.KvCache;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Frames on their way back into the decoder. They get consecutive positions from zero, oldest
 * first, whatever their age: so the window can slide for ever and no angle grows.
 *
 * <pre>
 *   stored     frame 17: 2 tokens     frame 18: 1 token     frame 19: 2 tokens     question
 *   position   0 1                    2                     3 4                    5 6 7 ..
 * </pre>
 */
public final class Window {
  private final DecoderConfig config;
  private final List<Activations> frames;

  /**
   * @throws IllegalArgumentException if a frame has the wrong number of bytes for this model
   */
  public Window(DecoderConfig config, List<Activations> frames) {
    this.config = config;
    this.frames = frames;
    for (int i = 0; i < frames.size(); i++) {
      check(i, frames.get(i));
    }
  }

  private void check(int i, Activations frame) {
    long perToken = 2L * config.layers() * config.kvHeads() * config.headDim();
    long expected = frame.tokens() * perToken * frame.dtype().bytes();
    if (frame.tokens() < 1 || frame.bytes().length != expected) {
      throw new IllegalArgumentException(
          "frame %d of the window must have %d bytes for %d tokens of %s, had %d: it is of another"
                  .formatted(i, expected, frame.tokens(), frame.dtype(), frame.bytes().length)
              + " model");
    }
  }

  /** VoCo tokens of all frames. */
  public int tokens() {
    return frames.stream().mapToInt(Activations::tokens).sum();
  }

  /** Writes the frames' keys, rotated to their places, and values to an empty cache. */
  public void putInto(KvCache cache) {
    if (frames.isEmpty()) {
      return;
    }
    Tensor rows = read().permute(1, 2, 3, 0, 4).unsqueeze(2); // [layers, 2, 1, Hkv, tokens, d]
    cache.extend(tokens());
    for (int layer = 0; layer < config.layers(); layer++) {
      Tensor ofLayer = rows.select(0, layer);
      cache.put(layer, ofLayer.select(0, 0), ofLayer.select(0, 1));
    }
  }

  /** [tokens, layers, 2, Hkv, d] */
  private Tensor read() {
    List<Tensor> parts = new ArrayList<>();
    for (Activations frame : frames) {
      Tensor stored =
          Tensors.ofBytes(
              frame.bytes(),
              frame.dtype(),
              frame.tokens(),
              config.layers(),
              2,
              config.kvHeads(),
              config.headDim());
      parts.add(Tensors.toFloat(stored));
    }
    return Tensors.cat(parts, 0);
  }

  /**
   * Shares of attention by frame.
   *
   * @param columns attention to each token of the window, and maybe to more columns behind it
   * @return one weight per frame, summing to one
   */
  public float[] byFrame(double[] columns) {
    float[] shares = new float[frames.size()];
    double sum = 0;
    for (int j = 0; j < tokens(); j++) {
      sum += columns[j];
    }
    int column = 0;
    for (int i = 0; i < shares.length; i++) {
      double share = 0;
      for (int end = column + frames.get(i).tokens(); column < end; column++) {
        share += columns[column];
      }
      shares[i] = (float) (sum > 0 ? share / sum : 1.0 / shares.length);
    }
    return shares;
  }
}
