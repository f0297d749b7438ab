package dev.vocostream.model.training;

import dev.vocostream.model.compression.FrameLanes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Momentum whose update is made orthogonal, for the matrices inside layers (Jordan and others,
 * "Muon", 2024; scaled as in Liu and others, arXiv 2502.16982, so that AdamW's rate fits); {@link
 * AdamW} for all else. Directions that gradients seldom point to are learnt as fast as the common
 * ones.
 *
 * <pre>
 *   m = b m + g      u = g + b m      u = U V' of u = U S V', nearly
 *   p = p - rate (0.2 sqrt(max(rows, columns)) u + decay p)
 * </pre>
 */
final class Muon implements Optimizer {
  private static final double BETA = 0.95;
  private static final double LIKE_ADAMW = 0.2; // root mean square of its updates
  private static final int ITERATIONS = 5;
  // of x a + x^3 b + x^5 c, which drives every x in (0, 1] to about 1
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> momentum = new TreeMap<>(); // of matrices, m
  private final AdamW others;
  private final double decay;
  private final FrameLanes lanes;

  /**
   * @param parameters that are to change, by name
   * @param lanes take a matrix each; not closed here
   */
  Muon(Map<String, Tensor> parameters, double decay, FrameLanes lanes) {
    this.parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    this.decay = decay;
    this.lanes = lanes;
    Map<String, Tensor> rest = new TreeMap<>(parameters);
    try (PointerScope scope = new PointerScope()) {
      parameters.forEach(
          (name, parameter) -> {
            if (isInLayers(name, parameter)) {
              rest.remove(name);
              Tensor m = torch.zeros_like(parameter.detach());
              m.retainReference();
              momentum.put(name, m);
            }
          });
    }
    this.others = new AdamW(rest, decay);
  }

  private static boolean isInLayers(String name, Tensor parameter) {
    return parameter.dim() == 2 && (name.contains(".layers.") || name.contains("mm_projector"));
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> moments() {
    Map<String, Tensor> moments = others.moments();
    momentum.forEach((name, m) -> moments.put("m." + name, m));
    return moments;
  }

  @Override
  public void resumeAt(long updatesBefore) {
    others.resumeAt(updatesBefore);
  }

  @Override
  public void update(Map<String, Tensor> gradients, double rate) {
    others.update(gradients, rate);
    List<String> names = momentum.keySet().stream().filter(gradients::containsKey).toList();
    lanes.map(
        names,
        name -> {
          update(parameters.get(name), momentum.get(name), gradients.get(name), rate);
          return name;
        });
  }

  private void update(Tensor p, Tensor m, Tensor gradient, double rate) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      m.mul_(new Scalar(BETA)).add_(gradient);
      Tensor u = orthogonal(gradient.add(m, new Scalar(BETA)));
      double scale = LIKE_ADAMW * Math.sqrt(Math.max(p.size(0), p.size(1)));
      p.mul_(new Scalar(1 - rate * decay)).add_(u, new Scalar(-rate * scale));
    }
  }

  /** Newton-Schulz, on the side that is shorter. */
  static Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(x.norm().add(new Scalar(1e-7)));
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor square = x.matmul(x.t());
      Tensor odd = square.mul(new Scalar(B)).add(square.matmul(square), new Scalar(C));
      x = x.mul(new Scalar(A)).add(odd.matmul(x));
    }
    return tall ? x.t() : x;
  }

  @Override
  public void close() {
    momentum.values().forEach(Tensor::releaseReference);
    others.close();
  }
}
