package dev.vocostream.model.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {
  private final Backend backend = new Backend(Compute.cpu());
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void padsRowsOfQuestionsOfDifferentLengthsAndPacksThemAgain() {
    Rows rows = new Rows(backend, new int[] {0, 0, 0}, new int[] {3, 1, 2}, 4);
    Tensor packed = backend.floats(new float[] {1, 2, 3, 10, 20, 21}, 1, 6, 1);

    Tensor padded = rows.pad(packed); // [1, 3, 3, 1]

    float[] flat = Tensors.toFloats(padded);
    assertThat(new float[] {flat[0], flat[1], flat[2], flat[3], flat[6], flat[7]})
        .containsExactly(1, 2, 3, 10, 20, 21);
    assertThat(Tensors.toFloats(rows.pack(padded))).containsExactly(1, 2, 3, 10, 20, 21);
  }

  @Test
  void leavesRowsOfEqualLengthsWhereTheyAre() {
    Rows rows = new Rows(backend, new int[] {5, 7}, new int[] {1, 1}, 9);
    Tensor packed = backend.floats(new float[] {1, 2}, 1, 2, 1);

    assertThat(rows.pad(packed).data_ptr().address()).isEqualTo(packed.data_ptr().address());
  }

  @Test
  void hidesWhatComesLaterAndWhatNobodyWrote() {
    Rows rows = new Rows(backend, new int[] {1, 0}, new int[] {2, 1}, 4);

    Tensor hidden = rows.hidden().to(ScalarType.Float); // [2, 2, 4]

    assertThat(Tensors.toFloats(hidden.select(0, 0).select(0, 0))).containsExactly(0, 0, 1, 1);
    assertThat(Tensors.toFloats(hidden.select(0, 0).select(0, 1))).containsExactly(0, 0, 0, 1);
    assertThat(Tensors.toFloats(hidden.select(0, 1).select(0, 0))).containsExactly(0, 1, 1, 1);
  }

  @Test
  void knowsPlacesAndLastRowsAndSkipsWhoHasEnded() {
    Rows rows = new Rows(backend, new int[] {2, 9, 4}, new int[] {1, 0, 2}, 10);

    assertThat(Tensors.toLongs(rows.slots())).containsExactly(2, 24, 25);
    assertThat(rows.last()).containsExactly(0, 2);
    assertThat(rows.count()).isEqualTo(3);
  }
}
