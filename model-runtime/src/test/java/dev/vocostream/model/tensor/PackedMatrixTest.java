package dev.vocostream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedMatrixTest {
  private static final String QUERY = "model.layers.0.self_attn.q_proj.weight"; // [128, 128]

  /** Sizes that fill the kernel's blocks, that leave some over, that do not fill one. */
  @ParameterizedTest
  @CsvSource({"1, 64, 128", "2, 65, 127", "7, 3, 5", "40, 160, 432", "600, 96, 100"})
  void multipliesAsThePlainMatrixDoes(int rows, int in, int out) {
    compare(DType.FP32, 1e-5f, rows, in, out);
  }

  @ParameterizedTest
  @CsvSource({"1, 64, 128", "7, 3, 5", "600, 96, 100"})
  void alsoIn16Bits(int rows, int in, int out) {
    compare(DType.BF16, 2e-2f, rows, in, out);
  }

  private static void compare(DType dtype, float within, int rows, int in, int out) {
    Compute compute = new Compute("cpu", dtype, 1);
    assumeThat(PackedMatrix.isPossible(compute)).as("NOT RUN: not packed here").isTrue();
    Backend backend = new Backend(compute);
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(3);
      Tensor weight = backend.toCompute(torch.randn(out, in));
      Tensor x = backend.toCompute(torch.randn(1, rows, in));
      PackedMatrix packed = PackedMatrix.of(PackedMatrix.pack(weight));
      for (Tensor bias : new Tensor[] {null, backend.toCompute(torch.randn(out))}) {
        Tensor expected = Tensors.toFloat(new Matrix.Plain(weight).times(x, bias));
        Tensor found = Tensors.toFloat(packed.times(x, bias));
        assertThat(found.sizes().vec().get()).containsExactly(1, rows, out);
        float scale = Tensors.toFloats(expected.abs().max())[0];
        float error = Tensors.toFloats(found.sub(expected).abs().max())[0];
        assertThat(error / scale).isCloseTo(0, offset(within));
      }
    }
  }

  @Test
  void laneBesideLaneEachGetsItsOwnRows() throws Exception {
    assumeThat(PackedMatrix.isPossible(Compute.cpu())).as("NOT RUN: not packed here").isTrue();
    ExecutorService lanes = Executors.newFixedThreadPool(4);
    try (PointerScope scope = new PointerScope()) {
      PackedMatrix packed = PackedMatrix.of(PackedMatrix.pack(torch.randn(64, 32)));
      List<Tensor> inputs = new ArrayList<>();
      List<float[]> alone = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        inputs.add(torch.randn(1 + i, 32));
        alone.add(Tensors.toFloats(packed.times(inputs.get(i), null)));
      }
      List<Future<float[]>> together = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Tensor x = inputs.get(i % 16);
        together.add(lanes.submit(() -> inOwnScope(packed, x)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(together.get(i).get()).containsExactly(alone.get(i % 16));
      }
    } finally {
      lanes.shutdownNow();
    }
  }

  private static float[] inOwnScope(PackedMatrix packed, Tensor x) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.toFloats(packed.times(x, null));
    }
  }

  @Test
  void aCallLeavesNothingBehind() {
    assumeThat(PackedMatrix.isPossible(Compute.cpu())).as("NOT RUN: not packed here").isTrue();
    try (PointerScope scope = new PointerScope()) {
      PackedMatrix packed = PackedMatrix.of(PackedMatrix.pack(torch.randn(8, 4)));
      Tensor x = torch.randn(1, 4);
      inOwnScope(packed, x);
      long before = Pointer.totalCount();
      inOwnScope(packed, x);
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  @Test
  void aMatrixIsInMemoryOnceAndWhatIsTrainedStaysAsItIs() {
    assumeThat(PackedMatrix.isPossible(Compute.cpu())).as("NOT RUN: not packed here").isTrue();
    Backend backend = new Backend(Compute.cpu());
    try (Weights weights = Weights.open(Checkpoints.tiny(), backend)) {
      long before = Pointer.totalCount();
      assertThat(weights.matrix(QUERY, 128, 128, 1)).isInstanceOf(PackedMatrix.class);
      assertThat(weights.count()).isOne();
      assertThat(Pointer.totalCount()).isEqualTo(before + 1);
      assertThat(weights.parameters()).isEmpty();
    }
    try (Weights weights = Weights.open(Checkpoints.tiny(), backend, new Weights.Use(true, null))) {
      assertThat(weights.matrix(QUERY, 128, 128, 1)).isInstanceOf(Matrix.Plain.class);
      assertThat(weights.parameters()).containsOnlyKeys(QUERY);
    }
  }
}
