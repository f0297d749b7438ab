package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Frames tell where every look is that a thing could have: columns of logits and measures, look by
 * look.
 *
 * <pre>
 *   red circle: nowhere or ninth [10] | x y r    orange circle: ..
 * </pre>
 */
final class LookNames {
  private static final int SUM = 2; // at::Reduction::Sum
  private static final long IGNORED = -100;
  private static final int PLACES = 1 + Place.values().length;
  private static final int EACH = PLACES + Measures.COUNT;

  /** Columns of all looks. */
  static final int COUNT = Looks.COUNT * EACH;

  private final Tensor places; // [F * looks]
  private final Measures measures;

  /**
   * @param frames what is seen in each
   */
  LookNames(Backend backend, List<List<Seen>> frames) {
    List<Seen> looks = new ArrayList<>(); // null where no thing looks so
    for (List<Seen> frame : frames) {
      looks.addAll(Arrays.asList(Looks.sort(frame, seen -> seen, new Seen[Looks.COUNT])));
    }
    places =
        backend.longs(
            looks.stream().mapToLong(s -> s == null ? 0 : 1 + s.place().ordinal()).toArray());
    measures = new Measures(backend, looks);
  }

  /**
   * How far they are off, summed over looks.
   *
   * @param said [F, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor byLook = said.reshape(places.size(0), EACH);
    Tensor names = byLook.narrow(1, 0, PLACES);
    return torch
        .cross_entropy_loss(names, places, new TensorOptional(), SUM, IGNORED, 0)
        .add(measures.loss(byLook.narrow(1, PLACES, Measures.COUNT)));
  }
}
