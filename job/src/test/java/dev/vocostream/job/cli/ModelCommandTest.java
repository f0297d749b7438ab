package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.model.weights.Manifest;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {
  @TempDir Path parent;

  private Path model;
  private Path manifest;
  private String printed;
  private String complaint;

  @BeforeEach
  void generate() throws IOException {
    model = parent.resolve("model");
    manifest = model.resolve(Manifest.NAME);
    UntrainedCheckpoint.write(model, 7, ModelShape.TINY);
  }

  @Test
  void inspectDescribesACheckpoint() {
    assertThat(voco("inspect", model.toString())).isZero();

    assertThat(printed)
        .contains("  model     voco-tiny-untrained (llava_llama)")
        .contains("  decoder   4 layers of 128 (352 inside), 4 heads of 32, 2 for keys and values")
        .contains(
            "  tower     2 layers of 64, pictures of 96 px in patches of 16: 36 tokens a frame")
        .contains("  projector mlp2x_gelu")
        .contains(" parameters (fp32), ")
        .contains(", 2 for a frame; at one frame a second:")
        .contains("  fp16  1,024 B a token, 2,048 B a frame, 0.007373 GB a camera and hour")
        .contains("  manifest  matches, fingerprint ")
        .contains("  compress  yes")
        .contains("  answer    yes; untrained: its answers mean nothing")
        .doesNotContain("problem");
  }

  @Test
  void inspectPrintsOneJsonObject() throws IOException {
    assertThat(voco("inspect", "--json", model.toString())).isZero();

    JsonNode json = new ObjectMapper().readTree(printed);
    assertThat(printed.lines()).hasSize(1);
    assertThat(json.path("can_compress").asBoolean()).isTrue();
    assertThat(json.path("decoder").path("kv_heads").asInt()).isEqualTo(2);
    assertThat(json.path("memory").path(2).path("dtype").asText()).isEqualTo("int8");
    assertThat(json.path("memory").path(1).path("gigabytes_per_camera_hour").asDouble())
        .isEqualTo(0.0073728);
    assertThat(json.path("identity").path("fingerprint").asText()).hasSize(16);
    assertThat(json.path("problems")).isEmpty();
  }

  @Test
  void inspectNamesEveryProblemOfWhatCannotBeLoaded() throws IOException {
    Files.delete(manifest);
    Files.delete(model.resolve("tokenizer.model"));
    Files.writeString(model.resolve("model.safetensors"), "weights");

    assertThat(voco("inspect", model.toString())).isOne();

    assertThat(printed)
        .contains("  compress  no")
        .contains("  answer    no")
        .contains("  problem   " + model.resolve("model.safetensors") + ": a safetensors file has")
        .contains("  problem   " + manifest + " is missing, which says what the other files")
        .contains("  problem   " + model + " must have a tokenizer.model or a tokenizer.json");
  }

  @Test
  void generateWritesAShapeThatInspectCanRead() throws IOException {
    Path narrow = parent.resolve("narrow");

    assertThat(voco("generate", "--dtype", "bf16", "--seed", "3", "--out", narrow.toString()))
        .isZero();

    assertThat(printed)
        .contains("writing " + narrow + ", 2.2 MB")
        .contains("voco-tiny-untrained, fingerprint ")
        .contains("untrained: its answers mean nothing");
    Manifest.read(narrow).verify(narrow);
    assertThat(voco("inspect", narrow.toString())).isZero();
    assertThat(printed).contains(" parameters (bf16), ").doesNotContain("problem");
  }

  @Test
  void generateListsItsShapes() {
    CommandLine models = Voco.commandLine().getSubcommands().get("model");
    String help = models.getSubcommands().get("generate").getUsageMessage();

    assertThat(help)
        .contains("tiny, world, mid, 1.1b, 7b, 8b-gqa, 13b")
        .contains("fp32, bf16 or fp16");
  }

  @Test
  void generateNamesWhatItDoesNotKnow() {
    String out = parent.resolve("other").toString();

    assertThat(voco("generate", "--shape", "70b", "--out", out)).isEqualTo(2);
    assertThat(complaint)
        .contains("the shape must be one of tiny, world, mid, 1.1b, 7b")
        .contains("70b");

    assertThat(voco("generate", "--dtype", "int8", "--out", out)).isEqualTo(2);
    assertThat(complaint).contains("expected fp32, bf16 or fp16, was 'int8'");
  }

  @Test
  void generateLeavesWhatIsThere() {
    assertThat(voco("generate", "--out", model.toString())).isOne();

    assertThat(complaint).contains(model + ": is not empty: choose another directory or remove it");
  }

  @Test
  void growGivesAPlainCheckpointItsToken() throws IOException {
    Path grown = parent.resolve("grown");
    Files.writeString(model.resolve("added_tokens.json"), "{}");
    assertThat(voco("manifest", "--force", model.toString())).isZero();

    assertThat(voco("grow", model.toString(), "--out", grown.toString(), "--voco-tokens", "3"))
        .isZero();

    assertThat(printed)
        .contains("writing " + grown + ", 4.4 MB")
        .contains("voco-tiny-untrained-untrained-voco, fingerprint ")
        .contains("3 VoCo tokens a frame")
        .contains("  it compresses, but <voco> means nothing before it is trained");
    assertThat(voco("inspect", grown.toString())).isZero();
    assertThat(printed).contains("  compress  yes").doesNotContain("problem");
  }

  @Test
  void growRefusesWhatItCannotGrow() {
    String grown = parent.resolve("grown").toString();

    assertThat(voco("grow", model.toString(), "--out", grown, "--voco-tokens", "2")).isOne();
    assertThat(complaint).contains("<voco> must not be a token yet, has id ");

    assertThat(voco("grow", model.toString(), "--out", grown, "--voco-tokens", "0")).isOne();
    assertThat(complaint).contains("--voco-tokens must be positive, was 0");
    assertThat(Path.of(grown)).doesNotExist();
  }

  @Test
  void manifestSaysWhatItWrote() throws IOException {
    Files.delete(manifest);

    assertThat(voco("manifest", model.toString())).isZero();

    assertThat(printed)
        .contains("  wrote " + manifest)
        .contains(Manifest.read(model).files().get("config.json") + "  config.json")
        .contains("and the token ids of ");
    assertThat(Manifest.read(model).goldenIds()).isNotEmpty();
    Manifest.read(model).verify(model);
  }

  @Test
  void manifestReplacesAnotherOnlyByForce() throws IOException {
    assertThat(voco("manifest", model.toString())).isZero();
    assertThat(printed).contains("matches already; nothing was written");

    Files.writeString(model.resolve("tokenizer_config.json"), "{}");
    assertThat(voco("manifest", model.toString())).isOne();
    assertThat(complaint)
        .contains("tokenizer_config.json: expected SHA-256")
        .contains("voco model manifest --force " + model);

    assertThat(voco("manifest", "--force", model.toString())).isZero();
    Manifest.read(model).verify(model);

    Files.writeString(manifest, "{}");
    assertThat(voco("manifest", model.toString())).isOne();
    assertThat(complaint).contains("format must be 1").contains("--force replaces it");
  }

  @Test
  void manifestRefusesAPickle() throws IOException {
    Files.delete(manifest);
    Files.write(model.resolve("mm_projector.bin"), new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThat(voco("manifest", model.toString())).isOne();

    assertThat(complaint)
        .contains("mm_projector.bin is a PyTorch pickle file")
        .contains("as mm_projector.safetensors");
    assertThat(manifest).doesNotExist();
  }

  private int voco(String command, String... arguments) {
    Typed typed = Typed.model(command, arguments);
    printed = typed.printed();
    complaint = typed.complaint();
    return typed.exit();
  }
}
