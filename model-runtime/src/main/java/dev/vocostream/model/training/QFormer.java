package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Attention;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Learned queries that look at a frame through cross-attention: BLIP-2's Q-Former (arXiv
 * 2301.12597), as small as the model it is compared in. Layers are BERT's, with the norm behind
 * each part; every second one looks at the patches. A linear layer leads to the decoder's width.
 *
 * <pre>
 *   queries → self-attention → [cross-attention to patches] → feed-forward → .. → linear
 * </pre>
 */
final class QFormer implements Compressor {
  private static final double DEVIATION = 0.02; // BERT's

  private final int width;
  private final int layers;
  private final int heads;
  private final Map<String, Tensor> parameters = new TreeMap<>();

  /**
   * @param queries rows that a frame becomes
   * @param layers of it, at least 2
   */
  QFormer(Student student, int queries, int layers) {
    var config = student.config();
    width = config.vision().hiddenSize();
    heads = config.vision().heads();
    this.layers = layers;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      add("queries", torch.randn(1, queries, width).mul(new Scalar(DEVIATION)));
      for (int i = 0; i < layers; i++) {
        attention("layer." + i + ".self");
        if (looks(i)) {
          attention("layer." + i + ".cross");
        }
        linear("layer." + i + ".up", width, 4 * width);
        linear("layer." + i + ".down", 4 * width, width);
        norm("layer." + i + ".norm");
      }
      linear("out", width, config.decoder().hiddenSize());
    }
  }

  private static boolean looks(int layer) {
    return layer % 2 == 0;
  }

  private void attention(String name) {
    for (String part : new String[] {".q", ".k", ".v", ".o"}) {
      linear(name + part, width, width);
    }
    norm(name + ".norm");
  }

  private void linear(String name, int in, int out) {
    add(name + ".weight", torch.randn(out, in).mul(new Scalar(DEVIATION)));
    add(name + ".bias", torch.zeros(out));
  }

  private void norm(String name) {
    add(name + ".weight", torch.ones(width));
    add(name + ".bias", torch.zeros(width));
  }

  private void add(String name, Tensor tensor) {
    tensor.set_requires_grad(true);
    tensor.retainReference();
    parameters.put("qformer." + name, tensor);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  @Override
  public Tensor rows(Tensor features, Tensor question) {
    Tensor x = get("queries").expand(features.size(0), -1, -1);
    for (int i = 0; i < layers; i++) {
      String layer = "layer." + i;
      x = attend(layer + ".self", x, x);
      if (looks(i)) {
        x = attend(layer + ".cross", x, features);
      }
      Tensor inner = torch.gelu(linear(layer + ".up", x));
      x = norm(layer + ".norm", x.add(linear(layer + ".down", inner)));
    }
    return linear("out", x);
  }

  private Tensor attend(String name, Tensor asking, Tensor read) {
    Tensor mixed =
        Attention.attend(
            Attention.split(linear(name + ".q", asking), heads),
            Attention.split(linear(name + ".k", read), heads),
            Attention.split(linear(name + ".v", read), heads));
    Tensor said = linear(name + ".o", Attention.merge(mixed));
    return norm(name + ".norm", asking.add(said));
  }

  private Tensor linear(String name, Tensor x) {
    return torch.linear(x, get(name + ".weight"), new TensorOptional(get(name + ".bias")));
  }

  private Tensor norm(String name, Tensor x) {
    return torch.layer_norm(
        x,
        new long[] {width},
        new TensorOptional(get(name + ".weight")),
        new TensorOptional(get(name + ".bias")),
        1e-12,
        true);
  }

  private Tensor get(String name) {
    return parameters.get("qformer." + name);
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::releaseReference);
  }
}
