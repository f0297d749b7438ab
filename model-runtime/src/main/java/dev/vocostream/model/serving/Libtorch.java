package dev.vocostream.model.serving;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** The libtorch of this process. */
public final class Libtorch {
  private Libtorch() {}

  /**
   * Loads it, checks that it is there once, and lets it add two numbers.
   *
   * @return the preset's version, which begins with libtorch's own
   * @throws UnsatisfiedLinkError if it cannot be loaded here
   * @throws IllegalStateException if it is there twice or cannot add
   */
  public static String load() {
    NativeLibraries.loadAndCheck();
    try (PointerScope scope = new PointerScope()) {
      float sum = torch.tensor(1f, 2f).sum().item_float();
      if (sum != 3) {
        throw new IllegalStateException("libtorch: expected 1 + 2 to be 3, found " + sum);
      }
    }
    return version();
  }

  /** CUDA devices that it sees; 0 without a card, a driver or a build for one. */
  public static int cudaDevices() {
    NativeLibraries.loadAndCheck();
    return torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
  }

  private static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
