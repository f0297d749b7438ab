package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickleTest {
  private static final String NORM = "model.norm.weight";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "504B0304140000000800, pytorch_model.bin, as model.safetensors",
    "504B0304140000000800, pytorch_model-00001-of-00002.bin, as model-00001-of-00002.safetensors",
    "504B0304140000000800, mm_projector.bin, as mm_projector.safetensors",
    "80027D710028580100, consolidated.00.pth, as model.00.safetensors",
    "80047D710028580100, model.PT, as model.safetensors",
    "80057D710028580100, last.ckpt, as last.safetensors",
    "80057D71002858, other.pkl, as other.safetensors",
    "504B0304140000000800, unused.safetensors, as unused.safetensors",
    "80027D710028580100, vision_tower/pytorch_model.bin, as model.safetensors",
  })
  void refusesPicklesByContentAndSaysHowToConvertThem(String hex, String name, String converted)
      throws IOException {
    model(NORM);
    Files.createDirectory(directory.resolve("vision_tower"));
    Files.write(directory.resolve(name), HexFormat.of().parseHex(hex));

    assertRefused(name + " is a PyTorch pickle file, which can run code")
        .hasMessageContaining("torch.load(.., weights_only=True)")
        .hasMessageContaining("safetensors.torch.save_file " + converted);
  }

  @Test
  void refusesAPickleThatIsCalledSafetensors() throws IOException {
    Files.write(directory.resolve(WeightFile.NAME), HexFormat.of().parseHex("80027D710028580100"));

    assertRefused("model.safetensors is a PyTorch pickle file");
  }

  @Test
  void leavesOtherFilesOfThoseNamesAlone() throws IOException {
    model(NORM);
    Files.writeString(directory.resolve("notes.bin"), "what the camera saw");

    Checkpoint.open(directory).close();
  }

  @Test
  void refusesTheIndexOfAPickle() throws IOException {
    Files.writeString(directory.resolve("pytorch_model.bin.index.json"), "{}");

    assertRefused("pytorch_model.bin.index.json names the shards of a PyTorch pickle");
  }

  private void model(String... names) throws IOException {
    RawSafetensors.write(directory.resolve(WeightFile.NAME), names);
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String complaint) {
    return assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(complaint);
  }
}
