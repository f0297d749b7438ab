package dev.vocostream.model.serving;

import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.DamagedWeightsException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a failed call says of the device. The one place that reads libtorch's messages.
 *
 * <p>Only what native code throws is read: JavaCPP turns a C++ exception into a plain {@link
 * RuntimeException}. A message of ours may quote a question, and whoever asks must not be able to
 * have the device declared lost.
 */
public enum DeviceFault {
  /** There was too little memory for this call; the device is sound. */
  OUT_OF_MEMORY,
  /** Every later call would fail too, or give wrong numbers, until the process is a new one. */
  DEVICE_LOST,
  /** The call ran, but its numbers are not finite. */
  BAD_NUMERICS,
  /** The call itself was wrong, or the checkpoint; the device is sound. */
  OTHER;

  /** First in line: libtorch and CUDA report a lack of memory as errors of CUDA, too. */
  private static final Pattern NO_MEMORY =
      either(
          "out of memory",
          "can't allocate memory",
          "std::bad_alloc",
          "(CUBLAS|CUDNN|CUSOLVER|CUFFT)_STATUS_ALLOC_FAILED",
          // JavaCPP's and the JVM's
          "Physical memory usage is too high",
          "Failed to allocate memory within limits",
          "Native allocator returned address == 0",
          "Java heap space");

  private static final Pattern LOST =
      either(
          "CUDA error",
          "CUDA driver error",
          "illegal memory access",
          "device-side assert",
          "unspecified launch failure",
          "uncorrectable ECC",
          "devices?(\\(s\\))? (is|is/are|has been) (busy or unavailable|lost)",
          "device lost",
          "GPU is lost",
          "fallen off the bus",
          "cuBLAS error",
          "(CUBLAS|CUSOLVER)_STATUS_(NOT_INITIALIZED|MAPPING_ERROR|EXECUTION_FAILED|INTERNAL_ERROR)",
          "CUDNN_STATUS_(NOT_INITIALIZED|MAPPING_ERROR|EXECUTION_FAILED|INTERNAL_ERROR)");

  /** Errors of CUDA that say nothing of the device: this build has no code for this card. */
  private static final Pattern NOT_BUILT_FOR_IT =
      either("no kernel image is available", "invalid device function");

  private static Pattern either(String... patterns) {
    return Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE);
  }

  /** Looks through the causes; the outermost that says something decides. */
  public static DeviceFault of(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
      DeviceFault fault = ofOne(at);
      if (fault != OTHER) {
        return fault;
      }
    }
    return OTHER;
  }

  private static DeviceFault ofOne(Throwable failure) {
    if (failure instanceof BadNumericsException) {
      return BAD_NUMERICS;
    }
    if (failure instanceof DamagedWeightsException) {
      return DEVICE_LOST;
    }
    boolean isNative =
        failure.getClass() == RuntimeException.class || failure instanceof OutOfMemoryError;
    if (!isNative || failure.getMessage() == null) {
      return OTHER;
    }
    if (NO_MEMORY.matcher(failure.getMessage()).find()) {
      return OUT_OF_MEMORY;
    }
    boolean sound = NOT_BUILT_FOR_IT.matcher(failure.getMessage()).find();
    return !sound && LOST.matcher(failure.getMessage()).find() ? DEVICE_LOST : OTHER;
  }
}
