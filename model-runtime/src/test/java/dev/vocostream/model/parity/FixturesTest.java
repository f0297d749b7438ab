package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Goldens;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the golden files hold, and that nothing of it is passed over. */
class FixturesTest {
  /** Keys that a test of this package reads, or that only say how a file was made. */
  private static final Set<String> KEYS =
      new TreeSet<>(
          List.of(
              "case",
              "seed",
              "made_with",
              "shape",
              "frame_ids",
              "question",
              "text_ids",
              "pictures",
              "picture_rgb",
              "pixels",
              "features",
              "vision",
              "keys",
              "values",
              "logits",
              "logits_frame1",
              "logits_no_frame",
              "elastic",
              "answer",
              "yes_no",
              "windows",
              "full_cache",
              "full_cache_no_voco",
              "average_pool",
              "average_pool_apart",
              "padded"));

  static List<String> names() {
    return ParityCase.names();
  }

  @Test
  void holdsEveryLayoutOfFilesAndEveryShapeOfHeads() {
    assertThat(names())
        .contains(
            "cls-k8-bf16",
            "gqa-k1-sharded",
            "linear-k128",
            "llava-hf",
            "llava-hf-released",
            "mha-k2",
            "mlp3x-theta",
            "qwen2-tied-f32",
            "separate-clip");
  }

  @ParameterizedTest
  @MethodSource("names")
  void holdsInEachCaseExactlyWhatIsCompared(String name) {
    Set<String> found = new TreeSet<>();
    Goldens.parity(name + "/golden.json").fieldNames().forEachRemaining(found::add);

    assertThat(found).isEqualTo(KEYS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shape", "rows", "step", "values", "row_sums", "column_sums", "max"})
  void failsWhereAPartOfAGoldenTensorIsMissing(String key) {
    ObjectNode tensor = (ObjectNode) Goldens.parity("mha-k2/golden.json").required("vision");
    float[] ours = new float[16 * 32];
    assertThat(new GoldenTensor(tensor).difference(ours)).isGreaterThan(0.5);

    tensor.remove(key);

    assertThatThrownBy(() -> new GoldenTensor(tensor).difference(ours))
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void takesANumberThatIsNoneForADifference() {
    JsonNode tensor = Goldens.parity("mha-k2/golden.json").required("vision");
    float[] ours = new float[16 * 32];
    ours[0] = Float.NaN;

    assertThat(new GoldenTensor(tensor).difference(ours)).isNaN();
  }
}
