package dev.vocostream.model.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.inspection.Inspection.Decoder;
import dev.vocostream.model.inspection.Inspection.Tower;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointInspectorTest {

  @TempDir Path parent;

  private Path directory;

  @BeforeEach
  void copyTheTinyCheckpoint() throws IOException {
    directory = Checkpoints.copyTiny(parent);
  }

  @Test
  void describesACheckpointThatCanBeUsed() throws IOException {
    Inspection inspection = CheckpointInspector.inspect(directory);

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);
    assertThat(inspection.problems()).isEmpty();
    assertThat(inspection.notes()).isEmpty();
    assertThat(inspection.canCompress()).isTrue();
    assertThat(inspection.canAnswer()).isTrue();
    assertThat(inspection.name()).isEqualTo("voco-tiny-untrained");
    assertThat(inspection.family()).isEqualTo("llava_llama");
    assertThat(inspection.trained()).isFalse();
    assertThat(inspection.decoder())
        .isEqualTo(new Decoder(4, 128, 352, 4, 2, 32, config.decoder().vocabSize()));
    assertThat(inspection.tower()).isEqualTo(new Tower(96, 16, 2, 64, 36));
    assertThat(inspection.projector()).isEqualTo("mlp2x_gelu");
    assertThat(inspection.vocoRow()).isEqualTo(config.tokens().voco());
    assertThat(inspection.identity())
        .isEqualTo(
            new Inspection.Identity("matches", Fingerprint.of(directory, PromptTemplate.VERSION)));
  }

  @Test
  void countsWhatIsStored() throws IOException {
    Inspection inspection = CheckpointInspector.inspect(directory);

    long weights = Files.size(directory.resolve("model.safetensors"));
    assertThat(inspection.stored().files())
        .contains("config.json", "tokenizer.model", "model.safetensors");
    assertThat(inspection.stored().bytes()).isBetween(weights + 1, weights + 100_000);
    // 32-bit numbers fill the file, but for its header and the tower's unread last norm
    assertThat(inspection.stored().parameters()).isBetween((weights - 20_000) / 4, weights / 4);
    assertThat(inspection.stored().parametersByDtype())
        .isEqualTo(Map.of("fp32", inspection.stored().parameters()));
  }

  @Test
  void saysWhatAFrameCosts() {
    Inspection inspection = CheckpointInspector.inspect(directory);

    assertThat(inspection.vocoTokens()).isEqualTo(2);
    assertThat(inspection.memory())
        .extracting(Inspection.Memory::dtype)
        .containsExactly("fp32", "fp16", "int8");
    // K and V of 4 layers, 2 heads of 32
    assertThat(inspection.memory())
        .extracting(Inspection.Memory::bytesPerToken)
        .containsExactly(2048L, 1024L, 16L * DType.INT8.vectorBytes(32));
    assertThat(inspection.memory().get(1).bytesPerFrame()).isEqualTo(2048);
    assertThat(inspection.memory().get(1).gigabytesPerCameraHour()).isEqualTo(2048 * 3600 / 1e9);
  }

  @Test
  void namesAllProblemsOfADirectory() throws IOException {
    change("config.json", "intermediate_size", 100);
    Files.delete(directory.resolve("tokenizer.model"));
    Files.delete(directory.resolve(Manifest.NAME));

    Inspection inspection = CheckpointInspector.inspect(directory);

    assertThat(inspection.canCompress()).isFalse();
    assertThat(inspection.canAnswer()).isFalse();
    assertThat(inspection.identity()).isEqualTo(new Inspection.Identity("missing", ""));
    assertThat(inspection.problems())
        .anyMatch(p -> p.contains("'model.layers.0.mlp.gate_proj.weight' must have shape [100,"))
        .anyMatch(p -> p.contains("and 2 more tensors"))
        .anyMatch(p -> p.contains("voco-manifest.json is missing"))
        .anyMatch(p -> p.contains("tokenizer.model"));
  }

  @Test
  void showsFromTheWeightsWhatTheConfigurationDoesNotSay() throws IOException {
    Files.delete(directory.resolve("config.json"));

    Inspection inspection = CheckpointInspector.inspect(directory);

    assertThat(inspection.problems()).anyMatch(p -> p.contains("config.json"));
    assertThat(inspection.identity().manifest()).isEqualTo("differs");
    assertThat(inspection.decoder().layers()).isEqualTo(4);
    assertThat(inspection.decoder().hidden()).isEqualTo(128);
    assertThat(inspection.decoder().inner()).isEqualTo(352);
    assertThat(inspection.decoder().heads()).isZero();
    assertThat(inspection.tower()).isEqualTo(new Tower(96, 16, 3, 64, 36));
    assertThat(inspection.projector()).isEqualTo("2 linear layers");
  }

  @Test
  void doesNotTakePlainLlavaForAModelThatCanCompress() throws IOException {
    Files.writeString(directory.resolve("added_tokens.json"), "{}");
    Checkpoints.rewriteManifest(directory);

    Inspection inspection = CheckpointInspector.inspect(directory);

    assertThat(inspection.canCompress()).isFalse();
    assertThat(inspection.vocoRow()).isNegative();
    assertThat(String.join("\n", inspection.problems()) + inspection.notes()).contains("<voco>");
  }

  @Test
  void namesATensorThatNobodyReads() throws IOException {
    Inspection inspection = configured("tie_word_embeddings", true);

    assertThat(inspection.notes())
        .containsExactly("1 tensors are not read, such as 'lm_head.weight'");
    assertThat(inspection.canCompress()).isTrue();
  }

  @Test
  void refusesLayersThatTheConfigurationDoesNotHave() throws IOException {
    Inspection inspection = configured("num_hidden_layers", 3);

    assertThat(inspection.canAnswer()).isFalse();
    String refusal = whyItDoesNotLoad();
    String tensor = refusal.substring(refusal.indexOf("tensor 'model.layers.3."));
    assertThat(inspection.problems()).contains(directory + ": " + tensor);
    assertThat(inspection.notes()).isEmpty();
  }

  @Test
  void refusesAControlTokenThatIsAPieceOfText() throws IOException {
    Inspection inspection = configured("eos_token_id", 300);

    assertThat(inspection.canAnswer()).isFalse();
    assertThat(inspection.problems()).containsExactly(whyItDoesNotLoad());
    assertThat(whyItDoesNotLoad()).startsWith("eos_token_id must be a control token, was 300");
  }

  @Test
  void refusesAYesAndANoThatCannotBeToldApart() throws IOException {
    change("config.json", "voco_yes", List.of("Zqx"));
    Inspection inspection = configured("voco_no", List.of("Zqy"));

    assertThat(inspection.canAnswer()).isFalse();
    assertThat(inspection.problems()).containsExactly(whyItDoesNotLoad());
    assertThat(whyItDoesNotLoad()).contains("begin with the same tokens");
  }

  private String whyItDoesNotLoad() {
    Throwable refusal = catchThrowable(() -> VocoLlama.load(directory, DType.FP32).close());
    assertThat(refusal).isInstanceOf(InvalidCheckpointException.class);
    return refusal.getMessage();
  }

  @Test
  void checksTheTokenizerAgainstTheManifest() throws IOException {
    Manifest.write(directory, Map.of("What?", new long[] {1, 2, 3}));

    assertThat(CheckpointInspector.inspect(directory).problems())
        .singleElement()
        .asString()
        .contains("'What?' must become [1, 2, 3], became");

    Manifest.write(directory, Map.of());

    assertThat(CheckpointInspector.inspect(directory).notes())
        .singleElement()
        .asString()
        .contains("no golden ids in the manifest");
  }

  @Test
  void saysThatThereIsNothing() {
    Inspection inspection = CheckpointInspector.inspect(directory.resolve("nowhere"));

    assertThat(inspection.problems()).anyMatch(p -> p.contains("nowhere is not a directory"));
    assertThat(inspection.stored().parameters()).isZero();
  }

  private void change(String file, String key, Object value) throws IOException {
    Checkpoints.change(directory, file, key, value);
  }

  /** The directory where its configuration says something else. */
  private Inspection configured(String key, Object value) throws IOException {
    change("config.json", key, value);
    Checkpoints.rewriteManifest(directory);
    return CheckpointInspector.inspect(directory);
  }
}
