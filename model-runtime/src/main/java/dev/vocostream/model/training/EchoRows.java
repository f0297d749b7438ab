package dev.vocostream.model.training;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Which rows of text tell of which frame: as far behind the rows of the frame as all the others.
 *
 * <pre>
 *   window, k = 2       text, of which B = 5 rows tell
 *   f0 f0 f1 f1 f2 f2 │ t0 t1 t2 t3 t4 t5 ..
 *         f1 f1 f2 f2      f1 f1 f2 f2          each 5 rows behind its own
 * </pre>
 */
final class EchoRows {
  private final int count;

  /**
   * @param count of the first rows of text that tell: B
   */
  EchoRows(int count) {
    this.count = count;
  }

  /** Of what there is about each frame of windows, that of the newest frames, which are told of. */
  <T> List<T> echoed(List<List<T>> windows, WindowForm form) {
    List<T> echoed = new ArrayList<>();
    for (List<T> window : windows) {
      echoed.addAll(window.subList(window.size() - frames(window.size(), form), window.size()));
    }
    return echoed;
  }

  private int frames(int frames, WindowForm form) {
    return Math.min(frames, count / form.vocoTokens());
  }

  /**
   * What each layer says of each of those: [frames echoed, columns]
   *
   * @param frames of each window
   */
  List<Tensor> say(Heads heads, Heard heard, int frames, WindowForm form) {
    int echoed = frames(frames, form);
    int k = form.vocoTokens();
    return heads.say(
        (layer, head) -> CellNames.say(tokens(heard.values().get(layer), echoed, k), head));
  }

  /** [B, Hkv, T, d] -> [k, frames echoed, Hkv * d] */
  private Tensor tokens(Tensor values, int echoed, int k) {
    long length = (long) echoed * k;
    Tensor rows = values.narrow(2, count - length, length).transpose(1, 2).flatten(2, 3);
    return rows.reshape(-1, k, rows.size(2)).transpose(0, 1);
  }
}
