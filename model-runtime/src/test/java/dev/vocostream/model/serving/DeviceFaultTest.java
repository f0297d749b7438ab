package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vocostream.model.BadNumericsException;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFaultTest {
  private static final RuntimeException NO_MEMORY = new RuntimeException("CUDA out of memory");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of |"
            + " OUT_OF_MEMORY",
        "CUDA error: out of memory | OUT_OF_MEMORY",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)` |"
            + " OUT_OF_MEMORY",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED | OUT_OF_MEMORY",
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 99 bytes |"
            + " OUT_OF_MEMORY",
        "std::bad_alloc | OUT_OF_MEMORY",
        "CUDA error: an illegal memory access was encountered | DEVICE_LOST",
        "CUDA error: device-side assert triggered | DEVICE_LOST",
        "CUDA error: unspecified launch failure | DEVICE_LOST",
        "CUDA error: uncorrectable ECC error encountered | DEVICE_LOST",
        "CUDA error: all CUDA-capable devices are busy or unavailable | DEVICE_LOST",
        "all CUDA-capable device(s) is/are busy or unavailable | DEVICE_LOST",
        "GPU is lost. Reboot the system to recover this GPU | DEVICE_LOST",
        "CUDA driver error: device not ready | DEVICE_LOST",
        "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasGemmEx` | DEVICE_LOST",
        "CUBLAS_STATUS_INTERNAL_ERROR | DEVICE_LOST",
        "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR | DEVICE_LOST",
        "cuDNN error: CUDNN_STATUS_NOT_SUPPORTED | OTHER",
        "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3) | OTHER",
        "Expected all tensors to be on the same device, but found cuda:0 and cpu! | OTHER",
      })
  void aMessageOfLibtorchSaysWhatIsWrong(String message, DeviceFault expected) {
    assertThat(DeviceFault.of(new RuntimeException(message))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Physical memory usage is too high: physicalBytes (4G) > maxPhysicalBytes (2G) |"
            + " OUT_OF_MEMORY",
        "Failed to allocate memory within limits: totalBytes (1) > maxBytes (0) | OUT_OF_MEMORY",
        "Java heap space | OUT_OF_MEMORY",
        "Metaspace | OTHER",
        "unable to create native thread: possibly out of processes | OTHER",
      })
  void anErrorOfTheJvmIsALackOfMemoryOnlyWhereLessWorkHelps(String message, DeviceFault expected) {
    assertThat(DeviceFault.of(new OutOfMemoryError(message))).isEqualTo(expected);
  }

  @Test
  void causesAreLookedThroughEvenInACircle() {
    assertThat(DeviceFault.of(new CompletionException(new IllegalStateException("x", NO_MEMORY))))
        .isEqualTo(DeviceFault.OUT_OF_MEMORY);
    Exception first = new Exception("first");
    first.initCause(new Exception("second", first));
    assertThat(DeviceFault.of(first)).isEqualTo(DeviceFault.OTHER);
  }

  @Test
  void numbersThatAreNotFiniteAreNoFaultOfTheDevice() {
    assertThat(DeviceFault.of(new CompletionException(new BadNumericsException("NaN"))))
        .isEqualTo(DeviceFault.BAD_NUMERICS);
  }

  @Test
  void aMessageThatQuotesAQuestionSaysNothingOfTheDevice() {
    String quoted = "'what is CUDA error: an illegal memory access, out of memory?' is too long";

    assertThat(DeviceFault.of(new IllegalArgumentException(quoted))).isEqualTo(DeviceFault.OTHER);
    assertThat(DeviceFault.of(new RuntimeException((String) null))).isEqualTo(DeviceFault.OTHER);
  }

  @Test
  void whatLibtorchReallyThrowsIsUnderstood() {
    try (PointerScope scope = new PointerScope()) {
      Throwable tooLarge = catchThrowable(() -> torch.empty(1L << 45));
      Throwable misshapen =
          catchThrowable(() -> torch.matmul(torch.empty(2, 3), torch.empty(2, 3)));

      assertThat(tooLarge).hasMessageContaining("can't allocate memory");
      assertThat(DeviceFault.of(tooLarge)).isEqualTo(DeviceFault.OUT_OF_MEMORY);
      assertThat(misshapen).hasMessageContaining("cannot be multiplied");
      assertThat(DeviceFault.of(misshapen)).isEqualTo(DeviceFault.OTHER);
    }
  }
}
