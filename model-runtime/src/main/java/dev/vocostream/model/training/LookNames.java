package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Seen;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
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
  private static final int MEASURES = 3; // centre and radius
  private static final int EACH = PLACES + MEASURES;
  private static final double OF_MEASURES = 5; // in the sum of losses; a miss by 0.2 counts one

  /** Columns of all looks. */
  static final int COUNT = Looks.COUNT * EACH;

  private final Tensor places; // [F * looks]
  private final Tensor measures; // [F * looks, measures]
  private final Tensor there; // bool [F * looks, 1]

  /**
   * @param frames what is seen in each
   */
  LookNames(Backend backend, List<List<Seen>> frames) {
    int looks = frames.size() * Looks.COUNT;
    long[] at = new long[looks];
    float[] truth = new float[looks * MEASURES];
    for (int frame = 0; frame < frames.size(); frame++) {
      Seen[] byLook = Looks.sort(frames.get(frame), seen -> seen, new Seen[Looks.COUNT]);
      for (int look = 0; look < Looks.COUNT; look++) {
        Seen seen = byLook[look];
        if (seen != null) {
          int i = frame * Looks.COUNT + look;
          at[i] = 1 + seen.place().ordinal();
          truth[MEASURES * i] = (float) seen.x();
          truth[MEASURES * i + 1] = (float) seen.y();
          truth[MEASURES * i + 2] = (float) seen.radius();
        }
      }
    }
    places = backend.longs(at);
    measures = backend.floats(truth, looks, MEASURES);
    there = places.gt(new Scalar(0)).unsqueeze(1);
  }

  /**
   * How far they are off, summed over looks.
   *
   * @param said [F, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor byLook = said.reshape(places.size(0), EACH);
    Tensor names = byLook.narrow(1, 0, PLACES);
    Tensor off = byLook.narrow(1, PLACES, MEASURES).sub(measures).abs().mul(there);
    return torch
        .cross_entropy_loss(names, places, new TensorOptional(), SUM, IGNORED, 0)
        .add(off.sum().mul(new Scalar(OF_MEASURES)));
  }
}
