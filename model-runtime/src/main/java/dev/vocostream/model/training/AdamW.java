package dev.vocostream.model.training;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101).
 *
 * <pre>
 *   m = b1 m + (1 - b1) g           p = p - rate (m' / (sqrt(v') + eps) + decay p)
 *   v = b2 v + (1 - b2) g^2         m' = m / (1 - b1^t), v' = v / (1 - b2^t)
 * </pre>
 *
 * Norms and biases do not decay. The moments are named tensors, so that they can be saved.
 */
final class AdamW implements Optimizer {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Map<String, Tensor> parameters;
  private final double decay;
  private final Map<String, Tensor> first = new TreeMap<>(); // m
  private final Map<String, Tensor> second = new TreeMap<>(); // v
  private long updates; // t

  /**
   * @param parameters that are to change, by name
   */
  AdamW(Map<String, Tensor> parameters, double decay) {
    this.parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    this.decay = decay;
    try (PointerScope scope = new PointerScope()) {
      parameters.forEach(
          (name, parameter) -> {
            first.put(name, zeros(parameter));
            second.put(name, zeros(parameter));
          });
    }
  }

  private static Tensor zeros(Tensor like) {
    Tensor zeros = torch.zeros_like(like.detach());
    zeros.retainReference();
    return zeros;
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /** m and v under the names of their parameters. */
  @Override
  public Map<String, Tensor> moments() {
    Map<String, Tensor> moments = new TreeMap<>();
    first.forEach((name, m) -> moments.put("m." + name, m));
    second.forEach((name, v) -> moments.put("v." + name, v));
    return moments;
  }

  @Override
  public void resumeAt(long updatesBefore) {
    updates = updatesBefore;
  }

  @Override
  public void update(Map<String, Tensor> gradients, double rate) {
    updates++;
    double correction1 = 1 - Math.pow(BETA1, updates);
    double correction2 = 1 - Math.pow(BETA2, updates);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (String name : parameters.keySet()) {
        Tensor gradient = gradients.get(name);
        if (gradient == null) {
          continue;
        }
        Tensor p = parameters.get(name);
        if (p.dim() > 1 && decay > 0) {
          p.mul_(new Scalar(1 - rate * decay));
        }
        Tensor m = first.get(name);
        Tensor v = second.get(name);
        m.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
        v.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
        Tensor deviation = v.div(new Scalar(correction2)).sqrt_().add_(new Scalar(EPSILON));
        p.addcdiv_(m, deviation, new Scalar(-rate / correction1));
      }
    }
  }

  @Override
  public void close() {
    first.values().forEach(Tensor::releaseReference);
    second.values().forEach(Tensor::releaseReference);
  }
}
