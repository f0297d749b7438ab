package dev.vocostream.model.compression;

import dev.vocostream.model.language.Pass;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Listens to a pass, and keeps the keys before their rotation and values of the last rows. */
final class KeptRows {
  private final int rows;
  private final List<float[]> keys = new ArrayList<>(); // per layer [rows, Hkv, d]
  private final List<float[]> values = new ArrayList<>();

  KeptRows(int rows) {
    this.rows = rows;
  }

  Pass around(Pass pass) {
    return new Pass() {
      @Override
      public Tensor asking(Tensor x) {
        return pass.asking(x);
      }

      @Override
      public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        keys.add(last(k));
        values.add(last(v));
        return pass.attend(layer, q, k, v);
      }
    };
  }

  private float[] last(Tensor x) {
    return Tensors.toFloats(x.narrow(2, x.size(2) - rows, rows).transpose(1, 2));
  }

  /** As a frame is stored: [rows, layers, 2, Hkv, d] */
  float[] all() {
    int width = keys.get(0).length / rows;
    float[] all = new float[rows * keys.size() * 2 * width];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int layer = 0; layer < keys.size(); layer++) {
        System.arraycopy(keys.get(layer), row * width, all, at, width);
        System.arraycopy(values.get(layer), row * width, all, at + width, width);
        at += 2 * width;
      }
    }
    return all;
  }
}
