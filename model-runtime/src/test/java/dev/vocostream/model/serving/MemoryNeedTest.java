package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryNeedTest {
  private static final Compute FP32 = new Compute("cpu", DType.FP32, 2);
  private static final Compute BF16 = new Compute("cpu", DType.BF16, 2);
  private static final Compute CUDA = new Compute("cuda:0", DType.FP16, 2);

  @TempDir private Path directory;

  @Test
  void theParametersOfTheSevenBillionShapeAreWhatTheCheckpointHas() throws IOException {
    VocoLlamaConfig config = sevenB("");

    assertThat(
            ParameterCount.decoderWithoutEmbedding(config.decoder())
                + ParameterCount.embedding(config.decoder()))
        .isEqualTo(6_738_423_808L);
    assertThat(ParameterCount.projector(config)).isEqualTo(20_979_712L);
    // 24 layers with both norms have 303,507,456; the last layer and the last norm are not run
    assertThat(ParameterCount.tower(config.vision())).isEqualTo(303_507_456L - 12_596_224 - 2_048);
  }

  @Test
  void aTiedHeadIsTheEmbeddingAndCountedOnce() throws IOException {
    long head = 32_001L * 4096;

    assertThat(ParameterCount.decoderWithoutEmbedding(sevenB("").decoder()))
        .isEqualTo(
            head
                + ParameterCount.decoderWithoutEmbedding(
                    sevenB("'tie_word_embeddings': true,").decoder()));
  }

  @Test
  void onACpuATiedHeadIsThereAgainPackedAndOnADeviceItIsNot() throws IOException {
    VocoLlamaConfig tied = sevenB("'tie_word_embeddings': true,");
    VocoLlamaConfig own = sevenB("");

    assertThat(bytes(MemoryNeed.of(tied, BF16, 1, 1, 0), "decoder"))
        .isEqualTo(bytes(MemoryNeed.of(own, BF16, 1, 1, 0), "decoder"));
    assertThat(bytes(MemoryNeed.of(tied, CUDA, 1, 1, 0), "decoder"))
        .isEqualTo(bytes(MemoryNeed.of(own, CUDA, 1, 1, 0), "decoder") - 2 * 32_001L * 4096);
  }

  @Test
  void groupedHeadsHaveSmallerKeysAndValues() throws IOException {
    VocoLlamaConfig grouped = sevenB("'num_key_value_heads': 8,");
    long fewer = 32L * 2 * 4096 * (4096 - 1024);

    assertThat(ParameterCount.decoderWithoutEmbedding(sevenB("").decoder()))
        .isEqualTo(fewer + ParameterCount.decoderWithoutEmbedding(grouped.decoder()));
    assertThat(bytes(MemoryNeed.of(grouped, BF16, 1, 1, 0), "K/V")).isEqualTo(512L << 20);
  }

  @Test
  void eachPartIsInTheTypeThatIsComputedWith() throws IOException {
    MemoryNeed half = MemoryNeed.of(sevenB(""), BF16, 1, 2, 5L << 20);
    MemoryNeed full = MemoryNeed.of(sevenB(""), FP32, 1, 2, 5L << 20);

    assertThat(bytes(half, "decoder") + bytes(half, "embedding")).isEqualTo(2 * 6_738_423_808L);
    assertThat(bytes(full, "decoder")).isEqualTo(2 * bytes(half, "decoder"));
    // two answers of 4096 positions, each 32 layers of 4096 keys and values
    assertThat(bytes(half, "K/V")).isEqualTo(2L * 4096 * 2 * 32 * 4096 * 2).isEqualTo(4L << 30);
    assertThat(bytes(half, "hot windows")).isEqualTo(5L << 20);
    assertThat(bytes(full, "hot windows")).isEqualTo(5L << 20);
  }

  @Test
  void aFrameMoreAtOnceCostsItsWorkingMemory() throws IOException {
    long one = bytes(MemoryNeed.of(sevenB(""), BF16, 1, 1, 0), "frames at once");
    long eight = bytes(MemoryNeed.of(sevenB(""), BF16, 8, 1, 0), "frames at once");

    assertThat(eight).isEqualTo(8 * one);
    // 577 rows of q, k, v and three of the feed-forward's width are the least there can be
    assertThat(one).isBetween(2L * 577 * (3 * 4096 + 3 * 11008), 256L << 20);
  }

  @Test
  void aDeviceKeepsAReserveOfItsOwn() throws IOException {
    assertThat(bytes(MemoryNeed.of(sevenB(""), CUDA, 1, 1, 0), "reserve")).isEqualTo(1L << 30);
    assertThat(bytes(MemoryNeed.of(sevenB(""), BF16, 1, 1, 0), "reserve")).isEqualTo(512L << 20);
  }

  @Test
  void theWeightsOfARealCheckpointAreCountedToTheByte() throws IOException {
    VocoLlamaConfig config = VocoLlamaConfig.read(Checkpoints.tiny());
    MemoryNeed need = MemoryNeed.of(config, FP32, 1, 1, 0);
    long counted =
        bytes(need, "decoder")
            + bytes(need, "embedding")
            + bytes(need, "vision tower")
            + bytes(need, "projector");

    String notRun = "encoder.layers.%d.".formatted(config.vision().runLayers());
    try (Checkpoint file = Checkpoint.open(Checkpoints.tiny())) {
      long stored =
          file.names().stream()
              .filter(name -> !name.contains(notRun) && !name.contains("post_layernorm"))
              .mapToLong(name -> file.info(name).shape().stream().reduce(4L, (a, b) -> a * b))
              .sum();
      assertThat(counted).isEqualTo(stored);
    }
  }

  @Test
  void tooLittleIsRefusedWithTheSumAndTheRemedy() {
    MemoryNeed need =
        new MemoryNeed(
            List.of(new MemoryNeed.Item("decoder", 3L << 30), new MemoryNeed.Item("reserve", 1)));

    assertThatThrownBy(() -> need.requireWithin("voco-7b", "cuda:0", 3L << 30))
        .isInstanceOf(InsufficientMemoryException.class)
        .hasMessage(
            "model 'voco-7b' needs 3073 MiB of memory on cuda:0, 3072 MiB are free: decoder 3072"
                + " MiB + reserve 1 MiB = 3073 MiB. Compute in 16 bits (model.compute), lower"
                + " model.hot-bytes if it is set, end other programs, or take a larger device");
  }

  @Test
  void enoughAndUnknownAreAccepted() {
    MemoryNeed need = new MemoryNeed(List.of(new MemoryNeed.Item("decoder", 100)));

    assertThatCode(() -> need.requireWithin("m", "cpu", 100)).doesNotThrowAnyException();
    assertThatCode(() -> need.requireWithin("m", "cpu", -1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'MemTotal: 9 kB\nMemAvailable:    2048 kB\nCached: 1 kB' | 2097152",
        "'MemTotal: 9 kB' | -1",
        "'MemAvailable: plenty' | -1",
      })
  void whatIsAvailableIsReadFromTheSystem(String text, long expected) throws IOException {
    Path meminfo = Files.writeString(directory.resolve("meminfo"), text);

    assertThat(MemoryNeed.available(meminfo)).isEqualTo(expected);
    assertThat(MemoryNeed.available(directory.resolve("none"))).isEqualTo(-1);
  }

  private static long bytes(MemoryNeed need, String part) {
    return need.items().stream()
        .filter(item -> item.what().contains(part))
        .mapToLong(MemoryNeed.Item::bytes)
        .findFirst()
        .orElseThrow();
  }

  private VocoLlamaConfig sevenB(String more) throws IOException {
    return SevenBillion.write(directory, more);
  }
}
