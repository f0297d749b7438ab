package dev.vocostream.model.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Sums of gradients, by parameter. They are asked for and not left in the parameters, so that
 * several threads can compute some for the same model at once.
 */
final class Gradients implements AutoCloseable {
  private final List<String> names;
  private final TensorVector parameters;
  private final Tensor[] sums;

  /**
   * @param parameters by name, all of which ask for gradients
   */
  Gradients(Map<String, Tensor> parameters) {
    this.names = List.copyOf(parameters.keySet());
    this.parameters = new TensorVector(parameters.values().toArray(Tensor[]::new));
    this.parameters.retainReference();
    this.sums = new Tensor[names.size()];
  }

  /** Adds those of a loss. */
  void add(Tensor loss) {
    try (PointerScope scope = new PointerScope()) {
      TensorVector of =
          torch.grad(
              new TensorVector(loss),
              parameters,
              new TensorVector(),
              new BoolOptional(false),
              false,
              true); // a part of the model may have had nothing to do with this loss
      for (int i = 0; i < sums.length; i++) {
        add(i, of.get(i));
      }
    }
  }

  /** Adds those of another thread. */
  void add(Gradients other) {
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < sums.length; i++) {
        if (other.sums[i] != null) {
          add(i, other.sums[i]);
        }
      }
    }
  }

  private void add(int i, Tensor gradient) {
    if (!gradient.defined()) {
      return;
    }
    try (NoGradGuard noGradients = new NoGradGuard()) {
      if (sums[i] == null) {
        sums[i] = gradient.clone();
        sums[i].retainReference();
      } else {
        sums[i].add_(gradient);
      }
    }
  }

  /** Multiplies all; then shortens them to a common length if they are longer together. */
  double scaleAndClip(double factor, double longest) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      double squares = 0;
      for (Tensor sum : present()) {
        double norm = sum.norm().item_double();
        squares += norm * norm;
      }
      double length = Math.sqrt(squares) * factor;
      double scale = length > longest ? factor * longest / length : factor;
      present().forEach(sum -> sum.mul_(new Scalar(scale)));
      return length;
    }
  }

  private List<Tensor> present() {
    List<Tensor> present = new ArrayList<>();
    for (Tensor sum : sums) {
      if (sum != null) {
        present.add(sum);
      }
    }
    return present;
  }

  /** By name; a parameter that nothing was computed for is missing. */
  Map<String, Tensor> byName() {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != null) {
        byName.put(names.get(i), sums[i]);
      }
    }
    return byName;
  }

  @Override
  public void close() {
    present().forEach(Tensor::releaseReference);
    parameters.releaseReference();
  }
}
