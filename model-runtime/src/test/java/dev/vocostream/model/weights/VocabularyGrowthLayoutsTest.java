package dev.vocostream.model.weights;

import static dev.vocostream.model.weights.PlainCheckpoint.probability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever layout a plain checkpoint has, the grown one is a model of one file. */
class VocabularyGrowthLayoutsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 11;

  @TempDir Path parent;

  @Test
  void bringsATowerOfItsOwnIntoTheModelAndWritesSeveralTypesIn32Bits() throws IOException {
    PlainCheckpoint plain = PlainCheckpoint.ofTiny(parent, DType.FP32);
    VocabularyGrowth.write(plain.directory, grown(), 2, SEED);
    double bundled = probability(grown());
    Path tower = Files.createDirectory(plain.directory.resolve("vision_tower"));
    ObjectNode config = (ObjectNode) JSON.readTree(plain.directory.resolve("config.json").toFile());
    JSON.writeValue(tower.resolve("config.json").toFile(), config.remove("vision_config"));
    JSON.writeValue(plain.directory.resolve("config.json").toFile(), config);
    Files.move(
        plain.directory.resolve("preprocessor_config.json"),
        tower.resolve("preprocessor_config.json"));
    plain.write(DType.FP32, WeightFile.NAME, name -> !name.contains("vision_tower"));
    plain.write(
        DType.FP16, "vision_tower/model.safetensors", name -> name.contains("vision_tower"));
    Checkpoints.rewriteManifest(plain.directory);

    Path apart = parent.resolve("apart");
    VocabularyGrowth.write(plain.directory, apart, 2, SEED);

    assertThat(apart.resolve("vision_tower")).doesNotExist();
    assertThat(probability(apart)).isCloseTo(bundled, within(1e-3)); // the tower was rounded
    try (Checkpoint after = Checkpoint.open(apart)) {
      assertThat(after.names()).allMatch(name -> after.info(name).dtype() == DType.FP32);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-hf", "llava-hf-released"})
  void growsACheckpointOfLlavaHfBehindItsOwnTokens(String fixture) throws Exception {
    Path plain = Checkpoints.copy(resource("/parity/" + fixture));
    PlainCheckpoint.takeToken(plain);
    Path grown = grown();

    VocabularyGrowth.write(plain, grown, 2, SEED);

    VocoLlamaConfig config = VocoLlamaConfig.read(grown);
    assertThat(config.tokens().voco()).isEqualTo(342); // <image> and <pad> are 340 and 341
    assertThat(config.decoder().vocabSize()).isEqualTo(352); // it was padded
    if (Files.exists(grown.resolve("tokenizer.json"))) {
      JsonNode added = JSON.readTree(grown.resolve("tokenizer.json").toFile()).get("added_tokens");
      assertThat(added.get(added.size() - 1).path("id").asInt()).isEqualTo(342);
    }
    assertThat(probability(grown)).isBetween(0.0, 1.0);
  }

  private Path grown() {
    return parent.resolve("grown");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(VocabularyGrowthLayoutsTest.class.getResource(name).toURI());
  }
}
