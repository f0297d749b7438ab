package dev.vocostream.model.benchmark;

import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.tensor.Tensors;
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

  private record Product(int rows, int in, int out) {
    double operations() {
      return 2.0 * rows * in * out;
    }
  }

  GemmRate(LoadedCheckpoint checkpoint) {
    backend = checkpoint.weights().backend();
    VocoLlamaConfig config = checkpoint.config();
    int seen = 1 + config.vision().patches();
    int width = config.vision().hiddenSize();
    int read = OperationCount.of(checkpoint).rowsOfFrame();
    int hidden = config.decoder().hiddenSize();
    products.add(new Product(SQUARE, SQUARE, SQUARE));
    products.add(new Product(seen, width, width));
    products.add(new Product(seen, width, config.vision().intermediateSize()));
    products.add(new Product(seen, config.vision().intermediateSize(), width));
    products.add(new Product(read, hidden, hidden));
    products.add(new Product(read, hidden, config.decoder().intermediateSize()));
    products.add(new Product(read, config.decoder().intermediateSize(), hidden));
  }

  /** One round: the best rate of all products. */
  double measure(FrameLanes lanes, int threads) {
    double best = 0;
    for (Product product : products) {
      CpuThreads.share(backend.compute());
      best = Math.max(best, rate(product));
      if (!backend.compute().isCuda()) {
        List<Product> onePerCore = Collections.nCopies(threads, product);
        best = Math.max(best, lanes.map(onePerCore, this::rate).stream().mapToDouble(r -> r).sum());
      }
    }
    return best;
  }

  private double rate(Product product) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = backend.toCompute(torch.randn(product.rows, product.in));
      Tensor weight = backend.toCompute(torch.randn(product.out, product.in));
      multiply(x, weight);
      long start = System.nanoTime();
      double seconds;
      int times = 0;
      do {
        multiply(x, weight);
        times++;
        seconds = (System.nanoTime() - start) / 1e9;
      } while (seconds < SHORTEST);
      return times * product.operations() / seconds;
    }
  }

  /** Reading a number back waits for a device. */
  private static void multiply(Tensor x, Tensor weight) {
    try (PointerScope scope = new PointerScope()) {
      Tensor product = torch.linear(x, weight);
      if (product.device().is_cuda()) {
        Tensors.toFloats(product.select(0, 0).select(0, 0));
      }
    }
  }
}
