package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  /** SHA-256 of nothing at all. */
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path parent;

  private Path directory;

  @BeforeEach
  void copyTheTinyCheckpoint() throws IOException {
    directory = Checkpoints.copyTiny(parent);
  }

  @Test
  void listsEveryFileThatDecidesTheNumbers() throws IOException {
    RawSafetensors.write(directory.resolve("vision_tower/model.safetensors"), "x");
    Files.writeString(directory.resolve("vision_tower/config.json"), "{}");
    Files.writeString(directory.resolve("README.md"), "mine");
    Files.write(directory.resolve("generation_config.json"), new byte[0]);

    Manifest written = Manifest.write(directory, Map.of("a b", new long[] {3, 1, 4}));

    Manifest read = Manifest.read(directory);
    assertThat(read.files()).isEqualTo(written.files());
    assertThat(read.files().keySet())
        .containsExactly(
            "added_tokens.json",
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "preprocessor_config.json",
            "special_tokens_map.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "vision_tower/config.json",
            "vision_tower/model.safetensors");
    assertThat(read.files()).containsEntry("generation_config.json", OF_NOTHING);
    assertThat(read.goldenIds()).containsOnlyKeys("a b");
    assertThat(read.goldenIds().get("a b")).containsExactly(3, 1, 4);
    read.verify(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"added_tokens.json", "tokenizer.model", "model.safetensors"})
  void refusesAFileOfWhichOneBitIsAnother(String name) throws IOException {
    String expected = Manifest.read(directory).files().get(name);
    byte[] bytes = Files.readAllBytes(directory.resolve(name));
    bytes[bytes.length - 3] ^= 1;
    Files.write(directory.resolve(name), bytes);
    String found = HexFormat.of().formatHex(FileDigest.sha256().digest(bytes));

    assertThatThrownBy(() -> Fingerprint.of(directory, "any"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.resolve(name) + ": expected SHA-256 " + expected)
        .hasMessageContaining("found " + found)
        .hasMessageEndingWith("run: voco model manifest --force " + directory);
  }

  @Test
  void namesEveryFileThatIsMissingOrTooMany() throws IOException {
    Files.delete(directory.resolve("added_tokens.json"));
    Files.writeString(directory.resolve("tokenizer.json"), "{}");

    assertThatThrownBy(() -> Manifest.read(directory).verify(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.resolve("added_tokens.json") + " is not there or not part")
        .hasMessageContaining(
            directory.resolve("tokenizer.json")
                + " would be loaded but voco-manifest.json does not");
  }

  @Test
  void isRequired() throws IOException {
    Files.delete(directory.resolve(Manifest.NAME));

    assertThatThrownBy(() -> Fingerprint.of(directory, "any"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("voco-manifest.json is missing")
        .hasMessageEndingWith("run: voco model manifest " + directory);
  }

  @Test
  void refusesASettingThatALinkTakesFromElsewhere() throws IOException {
    Path elsewhere = parent.resolve("elsewhere.json");
    Files.move(directory.resolve("config.json"), elsewhere);
    Files.createSymbolicLink(directory.resolve("config.json"), elsewhere);

    assertThatThrownBy(() -> Fingerprint.of(directory, "any"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("config.json is a symbolic link that leads out of the checkpoint");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'format': 2} | format must be 1, was 2",
        "{} | format must be 1, was",
        "[] | must hold a JSON object",
        "{'format': 1, 'format': 1} | Duplicate field",
        "{'format': 1, 'files': {'config.json': 'ABC'}} | 'config.json': expected a SHA-256",
        "{'format': 1, 'golden_ids': [{'text': 'a'}]} | golden_ids: expected",
        "{'format': 1, 'golden_ids': [{'text': 'a', 'ids': [-1]}]} | golden_ids: expected",
        "{'format': 1, 'golden_ids': [{'ids': [1]}]} | golden_ids: expected",
        "{'format': 1, 'files': {'../secret': '%s'}} | /../secret is not there or not part",
      })
  void refusesAManifestThatIsNone(String content, String complaint) throws IOException {
    String json = content.replace('\'', '"').replace("%s", OF_NOTHING);
    Files.writeString(directory.resolve(Manifest.NAME), json);

    assertThatThrownBy(() -> Fingerprint.of(directory, "any"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void givesOneFingerprintToOneSetOfFilesAndTemplate() throws IOException {
    String fingerprint = Fingerprint.of(directory, "a");

    assertThat(Fingerprint.of(Checkpoints.tiny(), "a")).isEqualTo(fingerprint).hasSize(16);
    assertThat(Fingerprint.of(directory, "b")).isNotEqualTo(fingerprint);

    Files.writeString(directory.resolve("tokenizer_config.json"), "{}");
    Checkpoints.rewriteManifest(directory);
    assertThat(Fingerprint.of(directory, "a")).isNotEqualTo(fingerprint);
  }
}
