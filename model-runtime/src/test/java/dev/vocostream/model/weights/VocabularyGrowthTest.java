package dev.vocostream.model.weights;

import static dev.vocostream.model.Checkpoints.picture;
import static dev.vocostream.model.weights.PlainCheckpoint.EMBEDDING;
import static dev.vocostream.model.weights.PlainCheckpoint.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyGrowthTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 11;

  private static final Prompt QUESTION =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);

  @TempDir Path parent;

  private PlainCheckpoint checkpoint;
  private Path plain;
  private Path grown;

  /** The row that {@code <voco>} had. */
  private int voco;

  @BeforeEach
  void takeTheTokenFromTheTinyCheckpoint() throws IOException {
    checkpoint = PlainCheckpoint.ofTiny(parent, DType.FP32);
    plain = checkpoint.directory;
    grown = parent.resolve("grown");
    voco = checkpoint.voco;
  }

  @Test
  void givesACheckpointThatCompressesAndAnswersAndSaysWhatItIs() throws IOException {
    VocabularyGrowth.write(plain, grown, 3, SEED);

    VocoLlamaConfig config = VocoLlamaConfig.read(grown);
    assertThat(config.tokens().voco()).isEqualTo(voco);
    assertThat(config.trained()).isFalse();
    assertThat(config.name()).isEqualTo("voco-tiny-untrained-untrained-voco");
    assertThat(special(grown)).containsExactly("<voco>");
    try (VocoLlama model = VocoLlama.load(grown, DType.FP32)) {
      List<Activations> window = model.compress(List.of(picture(1, 96, 96), picture(2, 90, 40)));
      Reply reply = model.answer(QUESTION, window);

      assertThat(window.get(0).tokens()).isEqualTo(3);
      assertThat(reply.attention()).hasSize(2);
      assertThat(reply.probability()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FP32", "FP16", "BF16"})
  void keepsTheTypeAndEveryBitOfTheOtherRows(DType dtype) throws IOException {
    checkpoint.write(dtype, WeightFile.NAME, name -> true);
    Checkpoints.rewriteManifest(plain);

    VocabularyGrowth.write(plain, grown, 2, SEED);

    try (Checkpoint before = Checkpoint.open(plain);
        Checkpoint after = Checkpoint.open(grown)) {
      assertThat(after.names()).isEqualTo(before.names());
      for (String name : before.names()) {
        assertThat(after.info(name).dtype()).isEqualTo(dtype);
        TensorInfo info = before.info(name);
        ByteBuffer old = before.map(info, 0, (int) (info.end() - info.begin()));
        ByteBuffer now = after.map(after.info(name), 0, old.remaining());
        assertThat(now).as(name).isEqualTo(old);
      }
      assertThat(after.info(EMBEDDING).shape()).containsExactly(voco + 1L, 128L);
      assertThat(after.info(HEAD).shape()).containsExactly(voco + 1L, 128L);
    }
  }

  @Test
  void drawsBothRowsAsTransformersDoes() throws IOException {
    VocabularyGrowth.write(plain, grown, 2, SEED);

    for (String name : List.of(EMBEDDING, HEAD)) {
      double squares = DoubleStream.of(row(name)).map(x -> x * x).average().orElseThrow();
      assertThat(Math.sqrt(squares)).as(name).isCloseTo(0.02, within(0.004)); // of 128: 3 sigma
    }
    assertThat(row(EMBEDDING)).isNotEqualTo(row(HEAD));
  }

  @Test
  void givesTheSameBytesForTheSameSeedOnly() throws IOException {
    Manifest first = VocabularyGrowth.write(plain, grown, 2, SEED);

    Manifest same = VocabularyGrowth.write(plain, parent.resolve("same"), 2, SEED);
    Manifest other = VocabularyGrowth.write(plain, parent.resolve("other"), 2, SEED + 1);

    assertThat(same.files()).isEqualTo(first.files());
    assertThat(other.files().get(WeightFile.NAME)).isNotEqualTo(first.files().get(WeightFile.NAME));
  }

  @Test
  void saysBeforehandHowLargeTheWeightsBecome() throws IOException {
    long bytes = VocabularyGrowth.bytes(plain);

    VocabularyGrowth.write(plain, grown, 2, SEED);

    assertThat(Files.size(grown.resolve(WeightFile.NAME))).isEqualTo(bytes);
  }

  @Test
  void refusesACheckpointThatHasTheToken() throws IOException {
    assertThatThrownBy(() -> VocabularyGrowth.write(Checkpoints.tiny(), grown, 2, SEED))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("model 'voco-tiny-untrained': <voco> must not be a token yet")
        .hasMessageContaining("has id " + voco);

    assertThat(grown).doesNotExist();
  }

  @Test
  void leavesNothingOfWhatItCannotFinish() throws IOException {
    Files.writeString(plain.resolve("special_tokens_map.json"), "{}");

    assertThatThrownBy(() -> VocabularyGrowth.write(plain, grown, 2, SEED))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("special_tokens_map.json: expected SHA-256");
    assertThatThrownBy(() -> VocabularyGrowth.write(plain, plain, 2, SEED))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("is not empty");

    try (Stream<Path> entries = Files.list(parent)) {
      assertThat(entries).containsExactly(plain);
    }
  }

  @Test
  void takesARowThatNoTokenHas() throws IOException {
    Path tiny = Checkpoints.tiny().resolve(WeightFile.NAME);
    Files.copy(tiny, plain.resolve(WeightFile.NAME), StandardCopyOption.REPLACE_EXISTING);
    checkpoint.change("config.json", "vocab_size", "" + (voco + 1));
    Checkpoints.rewriteManifest(plain);

    VocabularyGrowth.write(plain, grown, 2, SEED);

    assertThat(VocoLlamaConfig.read(grown).tokens().voco()).isEqualTo(voco);
    try (Checkpoint after = Checkpoint.open(grown)) {
      assertThat(after.info(EMBEDDING).shape()).containsExactly(voco + 1L, 128L);
    }
    double greatest = DoubleStream.of(row(EMBEDDING)).map(Math::abs).max().orElseThrow();
    assertThat(greatest).isLessThan(0.1); // what was there had a deviation of 1
  }

  @Test
  void givesNoTokenTheRowOfAnotherThatHadNone() throws IOException {
    Files.writeString(plain.resolve("added_tokens.json"), "{\"<pad>\": %d}".formatted(voco));
    Checkpoints.rewriteManifest(plain);

    VocabularyGrowth.write(plain, grown, 2, SEED);

    assertThat(VocoLlamaConfig.read(grown).tokens().voco()).isEqualTo(voco + 1);
    assertThat(VocoLlamaConfig.read(grown).decoder().vocabSize()).isEqualTo(voco + 2);
    assertThat(JSON.readTree(grown.resolve("added_tokens.json").toFile()).path("<pad>").asInt())
        .isEqualTo(voco);
  }

  /** The row of {@code <voco>} in the grown checkpoint. */
  private double[] row(String tensor) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(grown)) {
      ByteBuffer row = checkpoint.map(checkpoint.info(tensor), 4L * 128 * voco, 4 * 128);
      return IntStream.range(0, 128).mapToDouble(i -> row.getFloat(4 * i)).toArray();
    }
  }

  private static List<String> special(Path checkpoint) throws IOException {
    JsonNode map = JSON.readTree(checkpoint.resolve("special_tokens_map.json").toFile());
    return JSON.convertValue(map.path("additional_special_tokens"), new TypeReference<>() {});
  }
}
