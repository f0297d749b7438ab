package dev.vocostream.model.tensor;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * How the cores are shared out. libtorch, with oneDNN, and OpenBLAS each have threads of their own;
 * if both spread their work, they wait for each other and the answer takes up to four times as
 * long. So one of them does: whichever multiplies with the weights.
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

  /** This thread spreads every product with a model's weights over the cores it was given. */
  public static void share(Backend backend) {
    // oneDNN uses libtorch's threads; what is not packed in 32 bits is OpenBLAS's
    boolean byOneDnn = backend.packsMatrices() || backend.compute().dtype() != DType.FP32;
    spread(backend.compute(), byOneDnn);
  }

  /** The same for weights that are trained, which are not packed. */
  public static void shareInTraining(Compute compute) {
    spread(compute, compute.dtype() != DType.FP32);
  }

  private static void spread(Compute compute, boolean byLibtorch) {
    torch.set_num_threads(byLibtorch ? compute.threads() : 1);
    openBlas(byLibtorch ? 1 : compute.threads());
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
