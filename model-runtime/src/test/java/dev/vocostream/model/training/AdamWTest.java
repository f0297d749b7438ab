package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.tensor.Tensors;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class AdamWTest {
  @Test
  void makesTheUpdatesOfLibtorchsOwn() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      Tensor ours = torch.randn(5, 3);
      Tensor theirs = ours.clone();
      theirs.set_requires_grad(true);
      AdamWOptions options = new AdamWOptions(0.01);
      options.weight_decay().put(0.1);
      var reference = new org.bytedeco.pytorch.AdamW(new TensorVector(theirs), options);
      try (AdamW optimizer = new AdamW(Map.of("p", ours), 0.1)) {
        for (int step = 0; step < 20; step++) {
          Tensor gradient = torch.randn(5, 3);
          theirs.mutable_grad().put(gradient.clone());
          reference.step();
          optimizer.update(Map.of("p", gradient), 0.01);
        }
      }

      assertThat(difference(Tensors.toFloats(ours), Tensors.toFloats(theirs.detach())))
          .isLessThan(1e-6);
    }
  }

  @Test
  void warmsUpAndFallsAlongACosine() {
    LearningRate rate = new LearningRate(2, 0.1, 100);

    assertThat(rate.at(0)).isCloseTo(0.2, within(1e-9));
    assertThat(rate.at(9)).isCloseTo(2, within(1e-9));
    assertThat(rate.at(55)).isCloseTo(1, within(1e-9)); // half of the way from 10 to 100
    assertThat(rate.at(100)).isCloseTo(0, within(1e-9));
  }
}
