package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.weights.SafetensorsFile;
import dev.vocostream.model.weights.SafetensorsWriter;
import dev.vocostream.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the tensors lie and what they are called there changes no number. */
class CheckpointLayoutsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIP = "model.vision_tower.vision_tower.vision_model.";
  private static final Prompt QUESTION =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);

  @TempDir Path parent;

  private Path directory;

  @BeforeEach
  void copyTheTinyCheckpointWithoutItsWeights() throws IOException {
    directory = Checkpoints.copyTiny(parent);
    Files.delete(directory.resolve("model.safetensors"));
  }

  @Test
  void readsShardsUnderLlavaHfsNames() throws IOException {
    String[] shards = {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"};
    ObjectNode index = JSON.createObjectNode();
    for (int i = 0; i < shards.length; i++) {
      int half = i;
      Map<String, String> written =
          write(shards[i], name -> (name.hashCode() & 1) == half ? llavaHf(name) : "");
      written.values().forEach(name -> index.withObject("weight_map").put(name, shards[half]));
    }
    JSON.writeValue(directory.resolve("model.safetensors.index.json").toFile(), index);

    assertThatItAnswersAsBefore();
  }

  @Test
  void readsAProjectorAndATowerOfTheirOwn() throws IOException {
    write(
        "model.safetensors",
        name -> name.startsWith(CLIP) || name.contains("mm_projector") ? "" : name);
    write("mm_projector.safetensors", name -> name.contains("mm_projector") ? name : "");
    Files.createDirectory(directory.resolve("vision_tower"));
    write(
        "vision_tower/model.safetensors",
        name -> name.startsWith(CLIP) ? name.replace(CLIP, "vision_model.") : "");

    assertThatItAnswersAsBefore();
  }

  private static String llavaHf(String name) {
    if (name.startsWith(CLIP)) {
      return name.replace(CLIP, "vision_tower.");
    }
    if (name.contains("mm_projector")) {
      return name.replace("model.mm_projector.0", "multi_modal_projector.linear_1")
          .replace("model.mm_projector.2", "multi_modal_projector.linear_2");
    }
    return "language_model." + name;
  }

  /**
   * Writes some of the tiny checkpoint's tensors into a file.
   *
   * @param naming gives a tensor's name there; empty if it is not to be there
   * @return names there, by names here
   */
  private Map<String, String> write(String file, Function<String, String> naming)
      throws IOException {
    Path tiny = Checkpoints.tiny().resolve("model.safetensors");
    try (SafetensorsFile from = SafetensorsFile.open(tiny)) {
      SafetensorsWriter writer = new SafetensorsWriter();
      Map<String, float[]> values = new TreeMap<>();
      Map<String, String> names = new TreeMap<>();
      for (String name : from.names()) {
        TensorInfo info = from.info(name);
        if (!naming.apply(name).isEmpty()) {
          names.put(name, naming.apply(name));
          values.put(names.get(name), floats(from, info));
          writer.declare(
              names.get(name), info.shape().stream().mapToLong(Long::longValue).toArray());
        }
      }
      writer.write(directory.resolve(file), values::get);
      return names;
    }
  }

  private static float[] floats(SafetensorsFile file, TensorInfo info) throws IOException {
    float[] values = new float[(int) info.elements()];
    file.map(info, 0, 4 * values.length).asFloatBuffer().get(values);
    return values;
  }

  private void assertThatItAnswersAsBefore() throws IOException {
    Checkpoints.rewriteManifest(directory);

    double before = answer(Checkpoints.tiny());

    assertThat(answer(directory)).isEqualTo(before);
  }

  private static double answer(Path checkpoint) {
    try (VocoLlama model = VocoLlama.load(checkpoint, DType.FP32)) {
      return model.answer(QUESTION, model.compress(List.of(picture(1, 96, 96)))).probability();
    }
  }
}
