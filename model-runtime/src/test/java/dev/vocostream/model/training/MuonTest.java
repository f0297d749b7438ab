package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.tensor.Tensors;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuonTest {
  private static final String MATRIX = "model.layers.0.mlp.up_proj.weight";
  private static final FrameLanes LANES = new FrameLanes(2);
  private static final String HEAD = "lm_head.weight";

  @AfterAll
  static void close() {
    LANES.close();
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "12, 40", "40, 12"})
  void keepsDirectionsAndMakesThemEquallyLong(int rows, int columns) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(rows + columns);
      Tensor matrix = torch.randn(rows, columns);
      T_TensorTensorTensor_T svd = torch.linalg_svd(matrix, false, new StringViewOptional());

      Tensor u = Muon.orthogonal(matrix);

      // in the matrix's own axes only the diagonal is left
      Tensor turned = svd.get0().t().matmul(u).matmul(svd.get2().t());
      Tensor lengths = turned.diagonal();
      assertThat(lengths.min().item_double()).isBetween(0.3, 1.3);
      assertThat(lengths.max().item_double()).isBetween(0.3, 1.3);
      Tensor beside = turned.sub(torch.diag(lengths));
      assertThat(beside.abs().max().item_double()).isLessThan(1e-3);
    }
  }

  @Test
  void aMatrixMovesAsFarAsAdamWWouldMoveIt() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(7);
      Tensor matrix = torch.zeros(160, 160);
      try (Muon muon = new Muon(Map.of(MATRIX, matrix), 0, LANES)) {
        muon.update(Map.of(MATRIX, torch.randn(160, 160)), 0.01);
      }
      double each = Math.sqrt(matrix.square().mean().item_double());
      assertThat(each).isCloseTo(0.2 * 0.01, within(0.0005));
    }
  }

  @Test
  void whatIsNotInsideLayersIsAdamWs() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(8);
      Tensor ours = torch.randn(5, 3);
      Tensor theirs = ours.clone();
      Tensor gradient = torch.randn(5, 3);
      try (Muon muon = new Muon(Map.of(HEAD, ours), 0.1, LANES);
          AdamW adam = new AdamW(Map.of(HEAD, theirs), 0.1)) {
        muon.update(Map.of(HEAD, gradient), 0.01);
        adam.update(Map.of(HEAD, gradient), 0.01);
      }
      assertThat(Tensors.toFloats(ours)).containsExactly(Tensors.toFloats(theirs));
    }
  }

  @Test
  void weightsDecayTowardsZero() {
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = torch.ones(8, 8);
      try (Muon muon = new Muon(Map.of(MATRIX, matrix), 0.5, LANES)) {
        muon.update(Map.of(MATRIX, torch.zeros(8, 8)), 0.1);
      }
      assertThat(matrix.sub(new Scalar(0.95)).abs().max().item_double()).isLessThan(1e-6);
    }
  }
}
