package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Seen;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Centre and radius of things, parts of the picture's side: where nothing is, none are asked. */
final class Measures {
  /** Columns. */
  static final int COUNT = 3;

  /** In sums of losses: a miss by 0.2 counts one. More than that, and nothing else is learnt. */
  private static final double WEIGHT = 5;

  /** For a model that knows what it sees: a miss by 0.05 counts one. */
  private static final double EXACT = 20;

  private final double weight;
  private final Tensor truth; // [spots, COUNT]
  private final Tensor there; // [spots, 1]

  /**
   * @param shown of each spot; null for nothing
   * @param exact whether misses weigh four times as much
   */
  Measures(Backend backend, List<Seen> shown, boolean exact) {
    this.weight = exact ? EXACT : WEIGHT;
    float[] measures = new float[shown.size() * COUNT];
    float[] counts = new float[shown.size()];
    for (int i = 0; i < shown.size(); i++) {
      Seen seen = shown.get(i);
      if (seen != null) {
        counts[i] = 1;
        measures[COUNT * i] = (float) seen.x();
        measures[COUNT * i + 1] = (float) seen.y();
        measures[COUNT * i + 2] = (float) seen.radius();
      }
    }
    truth = backend.floats(measures, shown.size(), COUNT);
    there = backend.floats(counts, shown.size(), 1);
  }

  /**
   * How far they are off, summed.
   *
   * @param said [spots, COUNT]
   */
  Tensor loss(Tensor said) {
    return said.sub(truth).abs().mul(there).sum().mul(new Scalar(weight));
  }
}
