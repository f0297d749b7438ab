package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A GPU remembers and answers what the CPU does in 32 bits. Needs a GPU; how to run it is in
 * tests/gpu/README.md. {@code -Dvoco.device=} names another device than {@code cuda}.
 */
@Tag("gpu")
@ParameterizedClass
@CsvSource({"FP32, 0.9999, 0.001", "FP16, 0.9999, 0.005", "BF16, 0.999, 0.01"})
class GpuParityTest {
  private static final String DEVICE = System.getProperty("voco.device", "cuda");
  private static final List<RgbImage> FRAMES =
      List.of(picture(1, 96, 96), picture(2, 160, 90), picture(3, 40, 200));
  private static final Prompt YES_NO =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);
  private static final Prompt QUESTION =
      new Prompt("What is in front of the camera?", List.of(), Prompt.Form.TEXT, 8);

  private static VocoLlama cpu;

  private final double leastCosine;
  private final double tolerance;
  private final DType dtype;

  GpuParityTest(DType dtype, double leastCosine, double tolerance) {
    this.dtype = dtype;
    this.leastCosine = leastCosine;
    this.tolerance = tolerance;
  }

  @BeforeAll
  static void loadOnCpu() {
    cpu = VocoLlama.load(Checkpoints.tiny(), DType.FP32, Compute.cpu());
  }

  @AfterAll
  static void freeOnCpu() {
    if (cpu != null) {
      cpu.close();
    }
  }

  @Test
  void remembersTheSame() {
    try (VocoLlama gpu = load()) {
      List<Activations> there = gpu.compress(FRAMES);
      List<Activations> here = cpu.compress(FRAMES);

      for (int i = 0; i < FRAMES.size(); i++) {
        float[] a = floats(there.get(i));
        float[] b = floats(here.get(i));
        assertThat(a).hasSameSizeAs(b);
        assertThat(Vectors.cosine(a, b, 0, b.length)).isBetween(leastCosine, 1.0001);
      }
    }
  }

  @Test
  void givesTheSameProbabilityOfYes() {
    try (VocoLlama gpu = load()) {
      double there = gpu.answer(YES_NO, gpu.compress(FRAMES)).probability();
      double here = cpu.answer(YES_NO, cpu.compress(FRAMES)).probability();

      assertThat(there).isCloseTo(here, within(tolerance));
    }
  }

  /** Of activations that the CPU made: those that two machines share. */
  @Test
  void readsWhatAnotherMachineRemembered() {
    List<Activations> remembered = cpu.compress(FRAMES);
    try (VocoLlama gpu = load()) {
      Reply there = gpu.answer(YES_NO, remembered);
      Reply here = cpu.answer(YES_NO, remembered);

      assertThat(there.probability()).isCloseTo(here.probability(), within(tolerance));
      for (int i = 0; i < FRAMES.size(); i++) {
        assertThat(there.attention()[i]).isCloseTo(here.attention()[i], within((float) tolerance));
      }
    }
  }

  @Test
  void saysTheSameWords() {
    try (VocoLlama gpu = load()) {
      String there = gpu.answer(QUESTION, gpu.compress(FRAMES)).text();
      String here = cpu.answer(QUESTION, cpu.compress(FRAMES)).text();

      assertThat(there).isEqualTo(here);
    }
  }

  private VocoLlama load() {
    return VocoLlama.load(Checkpoints.tiny(), DType.FP32, new Compute(DEVICE, dtype, 1));
  }

  private static float[] floats(Activations frame) {
    float[] values = new float[frame.bytes().length / Float.BYTES];
    ByteBuffer.wrap(frame.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
