package dev.vocostream.model.training;

import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * Keys before their rotation, and values, of the last rows of frames; gradients flow through them
 * to whatever made them.
 */
final class FrameRows {
  private final List<Tensor> keys; // per layer [F, Hkv, kept, d]
  private final List<Tensor> values;

  private FrameRows(List<Tensor> keys, List<Tensor> values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Stage 1. As when serving, the last two layers do only what the kept rows need.
   *
   * @param x embeddings of all rows [F, T, hidden]
   * @param kept how many of the last rows
   */
  static FrameRows of(LlamaDecoder decoder, Tensor x, int kept) {
    KeptRowsPass pass = new KeptRowsPass(decoder, (int) x.size(1), kept);
    List<DecoderLayer> layers = decoder.layers();
    int last = layers.size() - 1;
    for (DecoderLayer layer : layers.subList(0, last - 1)) {
      x = layer.forward(x, pass);
    }
    x = layers.get(last - 1).forwardAsking(x, pass);
    pass.keep(layers.get(last).keys(x), layers.get(last).values(x));
    return new FrameRows(pass.keys(), pass.values());
  }

  /** The frames of all of these. */
  static FrameRows together(List<FrameRows> parts) {
    List<Tensor> keys = new ArrayList<>();
    List<Tensor> values = new ArrayList<>();
    for (int i = 0; i < parts.get(0).keys.size(); i++) {
      int layer = i;
      keys.add(Tensors.cat(parts.stream().map(part -> part.keys(layer)).toList(), 0));
      values.add(Tensors.cat(parts.stream().map(part -> part.values(layer)).toList(), 0));
    }
    return new FrameRows(keys, values);
  }

  /** Keys and values of all layers. */
  List<Tensor> all() {
    return Stream.concat(keys.stream(), values.stream()).toList();
  }

  /** Before their rotation [F, Hkv, kept, d]. */
  Tensor keys(int layer) {
    return keys.get(layer);
  }

  /** [F, Hkv, kept, d] */
  Tensor values(int layer) {
    return values.get(layer);
  }

  /**
   * Frames side by side, each with the rows that the form shows: for each layer [B, Hkv, M, d].
   *
   * @param frames of each of the B windows, consecutive in the batch
   */
  Windows inWindows(int frames, WindowForm form) {
    return new Windows(sideBySide(keys, frames, form), sideBySide(values, frames, form));
  }

  private static List<Tensor> sideBySide(List<Tensor> ofLayers, int frames, WindowForm form) {
    return ofLayers.stream().map(rows -> sideBySide(rows, frames, form)).toList();
  }

  private static Tensor sideBySide(Tensor rows, int frames, WindowForm form) {
    long kept = rows.size(2);
    Tensor windows =
        rows.view(rows.size(0) / frames, frames, rows.size(1), kept, rows.size(3))
            .transpose(1, 2); // [B, Hkv, frames, kept, d]
    List<Tensor> shown = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      Tensor all = windows.select(2, frame);
      int k = form.vocoTokens();
      shown.add(form.isFull(frame, frames) ? all : all.narrow(2, kept - k, k));
    }
    return Tensors.cat(shown, 2);
  }

  /** What text reads: keys before their rotation, and values, of each layer [B, Hkv, M, d]. */
  static final class Windows {
    private final List<Tensor> keys;
    private final List<Tensor> values;

    private Windows(List<Tensor> keys, List<Tensor> values) {
      this.keys = keys;
      this.values = values;
    }

    Tensor keys(int layer) {
      return keys.get(layer);
    }

    Tensor values(int layer) {
      return values.get(layer);
    }

    /** Rows of a window, M. */
    int length() {
      return (int) keys.get(0).size(2);
    }
  }
}
