package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Scope;
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
  private final List<Tensor> parameters;
  private final Tensor[] sums;

  /**
   * @param parameters by name, all of which ask for gradients
   */
  Gradients(Map<String, Tensor> parameters) {
    this.names = List.copyOf(parameters.keySet());
    this.parameters = List.copyOf(parameters.values());
    this.sums = new Tensor[names.size()];
  }

  /** Adds those of a loss. */
  void add(Tensor loss) {
    add(loss, List.of());
  }

  /**
   * Adds those of a loss.
   *
   * @param others whose gradients are wanted as well
   * @return theirs
   */
  List<Tensor> add(Tensor loss, List<Tensor> others) {
    return add(List.of(loss), List.of(), others);
  }

  /**
   * Adds those that come back through tensors computed from the parameters.
   *
   * @param outputs those that nothing can be learnt through are left out
   * @param ofOutputs gradients of each
   */
  void add(List<Tensor> outputs, List<Tensor> ofOutputs) {
    List<Tensor> learnt = new ArrayList<>();
    List<Tensor> ofLearnt = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).requires_grad()) {
        learnt.add(outputs.get(i));
        ofLearnt.add(ofOutputs.get(i));
      }
    }
    if (!learnt.isEmpty()) {
      add(learnt, ofLearnt, List.of());
    }
  }

  /**
   * The same.
   *
   * @param others whose gradients are wanted as well
   * @return theirs
   */
  List<Tensor> add(List<Tensor> outputs, List<Tensor> ofOutputs, List<Tensor> others) {
    return Scope.keepAll(
        () -> {
          List<Tensor> wanted = new ArrayList<>(parameters);
          wanted.addAll(others);
          TensorVector of =
              torch.grad(
                  vector(outputs),
                  vector(wanted),
                  vector(ofOutputs),
                  new BoolOptional(false),
                  false,
                  true); // a part of the model may have had nothing to do with this loss
          for (int i = 0; i < sums.length; i++) {
            add(i, of.get(i));
          }
          List<Tensor> rest = new ArrayList<>();
          for (int i = 0; i < others.size(); i++) {
            rest.add(new Tensor(of.get(sums.length + i))); // the vector's own dies with it
          }
          return rest;
        });
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
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
  }
}
