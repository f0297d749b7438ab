package dev.vocostream.model.benchmark;

import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How fast this machine multiplies matrices, in operations per second: what a model can at most
 * reach. The better of a large square product on all cores and of the model's own products, spread
 * over all cores and one per core.
 */
final class GemmRate {
  private static final int SQUARE = 2048;
  private static final double SHORTEST = 0.1; // seconds

  private final Backend backend;
  private final List<Product> products = new ArrayList<>();

  /** Rows times a matrix that is kept as a model's are. */
  private static final class Product {
    private final Tensor x; // [rows, in]
    private final Linear matrix; // [out, in]
    private final int out;

    Product(Tensor x, Linear matrix, int out) {
      this.x = x;
      this.matrix = matrix;
      this.out = out;
    }

    double operations() {
      return 2.0 * x.numel() * out;
    }
  }

  GemmRate(LoadedCheckpoint checkpoint) {
    backend = checkpoint.weights().backend();
    VocoLlamaConfig config = checkpoint.config();
    int seen = 1 + config.vision().patches();
    int width = config.vision().hiddenSize();
    int read = OperationCount.of(checkpoint).rowsOfFrame();
    int hidden = config.decoder().hiddenSize();
    add(checkpoint.weights(), SQUARE, SQUARE, SQUARE);
    add(checkpoint.weights(), seen, width, width);
    add(checkpoint.weights(), seen, width, config.vision().intermediateSize());
    add(checkpoint.weights(), seen, config.vision().intermediateSize(), width);
    add(checkpoint.weights(), read, hidden, hidden);
    add(checkpoint.weights(), read, hidden, config.decoder().intermediateSize());
    add(checkpoint.weights(), read, config.decoder().intermediateSize(), hidden);
  }

  private void add(Weights weights, int rows, int in, int out) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = weights.own(backend.toCompute(torch.randn(rows, in)));
      Linear matrix = Linear.of(weights, weights.own(backend.toCompute(torch.randn(out, in))));
      products.add(new Product(x, matrix, out));
    }
  }

  /** One round: the best rate of all products. */
  double measure(FrameLanes lanes, int threads) {
    double best = 0;
    for (Product product : products) {
      CpuThreads.share(backend);
      best = Math.max(best, rate(product));
      if (!backend.compute().isCuda()) {
        List<Product> onePerCore = Collections.nCopies(threads, product);
        best = Math.max(best, lanes.map(onePerCore, this::rate).stream().mapToDouble(r -> r).sum());
      }
    }
    return best;
  }

  private double rate(Product product) {
    multiply(product);
    long start = System.nanoTime();
    double seconds;
    int times = 0;
    do {
      multiply(product);
      times++;
      seconds = (System.nanoTime() - start) / 1e9;
    } while (seconds < SHORTEST);
    return times * product.operations() / seconds;
  }

  /** Reading a number back waits for a device. */
  private static void multiply(Product product) {
    try (PointerScope scope = new PointerScope()) {
      Tensor y = product.matrix.forward(product.x);
      if (y.device().is_cuda()) {
        Tensors.toFloats(y.select(0, 0).select(0, 0));
      }
    }
  }
}
