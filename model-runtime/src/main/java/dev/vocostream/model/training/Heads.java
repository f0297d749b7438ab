package dev.vocostream.model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Linear maps from what layers of a model hold to what an objective wants named: one a layer. They
 * are learnt beside the model and thrown away afterwards.
 */
final class Heads implements AutoCloseable {
  private final String name;
  private final int firstLayer;
  private final List<Tensor> heads = new ArrayList<>();

  /**
   * @param name of their parameters
   * @param firstLayer that has one; the last that has is the model's last
   * @param layers of the model
   * @param drawn each head as it begins
   */
  Heads(String name, int firstLayer, int layers, Supplier<Tensor> drawn) {
    this.name = name;
    this.firstLayer = firstLayer;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (int layer = firstLayer; layer < layers; layer++) {
        Tensor head = drawn.get();
        head.set_requires_grad(true);
        head.retainReference();
        heads.add(head);
      }
    }
  }

  /**
   * Of the last third of the layers, for the rows that text begins with: before, text has hardly
   * read anything.
   *
   * @param rows of text that tell together, the first
   * @param drawn each head as it begins, by its inputs: [rows * Hkv * d, columns]
   */
  static Heads ofBeginning(String name, Student student, int rows, LongFunction<Tensor> drawn) {
    var config = student.config().decoder();
    long in = (long) rows * config.kvHeads() * config.headDim();
    return new Heads(name, config.layers() * 2 / 3, config.layers(), () -> drawn.apply(in));
  }

  /** What each layer of those says of each window: [B, columns] */
  List<Tensor> sayOfBeginning(Heard heard, int rows) {
    return say((layer, head) -> first(heard.values().get(layer), rows).matmul(head));
  }

  /** [B, Hkv, T, d] -> [B, rows * Hkv * d] */
  private static Tensor first(Tensor values, int rows) {
    return values.narrow(2, 0, rows).transpose(1, 2).flatten(1, 3);
  }

  Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>();
    for (int i = 0; i < heads.size(); i++) {
      parameters.put(name + "." + i, heads.get(i));
    }
    return parameters;
  }

  /**
   * What each layer says, in order.
   *
   * @param saying of a layer's number and its head
   */
  List<Tensor> say(BiFunction<Integer, Tensor, Tensor> saying) {
    List<Tensor> said = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      said.add(saying.apply(firstLayer + i, heads.get(i)));
    }
    return said;
  }

  /** The mean of a loss over layers. */
  static Tensor mean(List<Tensor> said, UnaryOperator<Tensor> loss) {
    Tensor sum = loss.apply(said.get(0));
    for (Tensor ofLayer : said.subList(1, said.size())) {
      sum = sum.add(loss.apply(ofLayer));
    }
    return sum.mul(new Scalar(1.0 / said.size()));
  }

  @Override
  public void close() {
    heads.forEach(Tensor::releaseReference);
  }
}
