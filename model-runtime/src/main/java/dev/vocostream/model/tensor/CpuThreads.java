package dev.vocostream.model.tensor;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * How the cores are shared out. libtorch and OpenBLAS each have threads of their own; if both
 * spread their work, they wait for each other and the answer takes four times as long. So one of
 * them does.
 *
 * <pre>
 *   lanes    core 0  ▕ frame 0 ▕ frame 2 ▕        one thread each: nobody waits for anybody
 *            core 1  ▕ frame 1 ▕ frame 3 ▕
 *
 *   shared   core 0  ▕ upper half of each product ▕     for one pass, where its latency counts
 *            core 1  ▕ lower half of each product ▕
 * </pre>
 *
 * OpenBLAS has one setting for the process, libtorch one for each calling thread. Call from the
 * thread that computes.
 */
public final class CpuThreads {
  private static int ofOpenBlas; // guarded by this class

  private CpuThreads() {}

  /** This thread spreads every product over the cores it was given. */
  public static void share(Compute compute) {
    // products of 16-bit numbers are not OpenBLAS's but oneDNN's, which uses libtorch's threads
    boolean byOpenBlas = compute.dtype() == DType.FP32;
    torch.set_num_threads(byOpenBlas ? 1 : compute.threads());
    openBlas(byOpenBlas ? compute.threads() : 1);
  }

  /** This thread computes alone, beside others that do. */
  public static void lane() {
    torch.set_num_threads(1);
    openBlas(1);
  }

  private static synchronized void openBlas(int threads) {
    if (threads != ofOpenBlas) {
      try (PointerScope scope = new PointerScope()) { // the binding makes a pointer per call
        openblas_nolapack.blas_set_num_threads(threads);
      }
      ofOpenBlas = threads;
    }
  }
}
