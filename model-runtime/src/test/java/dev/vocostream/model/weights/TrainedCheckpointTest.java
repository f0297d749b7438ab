package dev.vocostream.model.weights;

import static dev.vocostream.model.weights.PlainCheckpoint.probability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A vision tower in a directory of its own is brought into what comes of it, with its settings. */
class TrainedCheckpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIP = "model.vision_tower.vision_tower.vision_model.";

  @TempDir Path parent;

  private Path from;
  private Path to;

  @BeforeEach
  void copyTheTinyCheckpoint() throws IOException {
    from = Checkpoints.copyTiny(parent);
    to = parent.resolve("trained");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision_tower", "clip-of-ours"})
  void bringsATowerOfItsOwnIntoTheModel(String tower) throws IOException {
    giveATowerOfItsOwn(tower);
    double before = probability(from);

    new TrainedCheckpoint(from, DType.FP32).write(to, JSON.createObjectNode());

    assertThat(to.resolve(tower)).doesNotExist();
    assertThat(probability(to)).isEqualTo(before).isEqualTo(probability(Checkpoints.tiny()));
  }

  @Test
  void bringsItIntoADeeperModelToo() throws IOException {
    giveATowerOfItsOwn("vision_tower");
    int layers = VocoLlamaConfig.read(from).decoder().layers() + 1;

    new DeeperCheckpoint(from).write(to, layers, JSON.createObjectNode());

    // a new layer adds nothing to its rows, so what is said stays
    assertThat(probability(to)).isCloseTo(probability(Checkpoints.tiny()), within(1e-6));
  }

  /** Moves the tower's tensors and all that the settings say of it into a directory. */
  private void giveATowerOfItsOwn(String name) throws IOException {
    Path tower = Files.createDirectory(from.resolve(name));
    Path settings = from.resolve(BundledSettings.CONFIG);
    ObjectNode config = (ObjectNode) JSON.readTree(settings.toFile());
    JSON.writeValue(tower.resolve(BundledSettings.CONFIG).toFile(), config.remove("vision_config"));
    JSON.writeValue(settings.toFile(), config.put("mm_vision_tower", name));
    String pictures = "preprocessor_config.json";
    Files.move(from.resolve(pictures), tower.resolve(pictures));
    write(from.resolve(WeightFile.NAME), tensor -> tensor.startsWith(CLIP) ? "" : tensor);
    write(
        tower.resolve(WeightFile.NAME),
        tensor -> tensor.startsWith(CLIP) ? tensor.replace(CLIP, "vision_model.") : "");
    Checkpoints.rewriteManifest(from);
  }

  /**
   * @param naming gives the name there of a tensor of the tiny checkpoint; empty for none
   */
  private static void write(Path file, UnaryOperator<String> naming) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    Map<String, float[]> values = new TreeMap<>();
    try (Checkpoint tiny = Checkpoint.open(Checkpoints.tiny())) {
      for (String name : tiny.names()) {
        TensorInfo info = tiny.info(name);
        String there = naming.apply(name);
        if (!there.isEmpty()) {
          float[] numbers = new float[(int) info.elements()];
          tiny.map(info, 0, 4 * numbers.length).asFloatBuffer().get(numbers);
          values.put(there, numbers);
          writer.declare(there, info.shape().stream().mapToLong(Long::longValue).toArray());
        }
      }
    }
    writer.write(file, values::get);
  }
}
