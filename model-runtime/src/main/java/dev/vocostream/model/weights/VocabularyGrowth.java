package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.Tokenizer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives a plain LLaVA checkpoint the row of {@code <voco>} that its training begins with. Until
 * then the row is random and the answers mean nothing, and the result says so: {@code "trained":
 * false} and a name ending "-untrained-voco".
 */
public final class VocabularyGrowth {
  private final Path from;
  private final VocoLlamaConfig config;
  private final Tokenizer tokenizer;
  private final int voco;
  private final Checkpoint checkpoint;
  private final GrownTensors tensors;

  private VocabularyGrowth(Path from, VocoLlamaConfig config, Checkpoint checkpoint)
      throws IOException {
    this.from = from;
    this.config = config;
    this.checkpoint = checkpoint;
    tokenizer = Tokenizer.read(from);
    voco = TokenFiles.firstFree(from, tokenizer);
    tensors = new GrownTensors(checkpoint, voco, config.decoder().tiedHead());
  }

  /**
   * How large the file of weights becomes; the others stay about as they are.
   *
   * @throws InvalidCheckpointException as {@link #write} does, but no byte of a tensor is read
   */
  public static long bytes(Path from) throws IOException {
    VocoLlamaConfig config = readPlain(from);
    try (Checkpoint checkpoint = Checkpoint.open(from)) {
      return new VocabularyGrowth(from, config, checkpoint).tensors.bytes();
    }
  }

  /**
   * Writes the checkpoint, all of it or nothing, in LLaVA's names as one {@code model.safetensors}.
   * Its settings and its tokenizer are those of {@code from}, with {@code <voco>}; tensors that no
   * model reads are left out. The weights' type stays; where there are several, it is 32 bits. The
   * same seed gives the same bytes.
   *
   * <p>The id is the first above all tokens. A vocabulary that was padded has a row for it, which
   * is drawn anew; else rows are added.
   *
   * @param from of any layout; where it has a manifest, it must match
   * @param to must not exist, or be empty
   * @param vocoTokens of a frame, positive
   * @return what was written, hashed
   * @throws InvalidCheckpointException if {@code from} has {@code <voco>} already, or is damaged or
   *     not understood
   * @throws FileAlreadyExistsException if there is something in {@code to}
   */
  public static Manifest write(Path from, Path to, int vocoTokens, long seed) throws IOException {
    if (vocoTokens < 1) {
      throw new IllegalArgumentException("vocoTokens must be positive, was " + vocoTokens);
    }
    VocoLlamaConfig config = readPlain(from);
    try (Checkpoint checkpoint = Checkpoint.open(from)) {
      VocabularyGrowth growth = new VocabularyGrowth(from, config, checkpoint);
      return DirectoryWriter.write(to, building -> growth.writeInto(building, vocoTokens, seed));
    }
  }

  private static VocoLlamaConfig readPlain(Path from) {
    VocoLlamaConfig config = VocoLlamaConfig.read(from);
    if (config.canCompress()) {
      throw new InvalidCheckpointException(
          "model '%s': %s must not be a token yet, has id %d: train the checkpoint as it is"
              .formatted(config.name(), TokenConfig.VOCO, config.tokens().voco()));
    }
    return config;
  }

  private Manifest writeInto(Path directory, int vocoTokens, long seed) throws IOException {
    Map<String, long[]> goldenIds = new LinkedHashMap<>(GoldenIds.of(tokenizer));
    if (Manifest.isIn(from)) {
      // or damage would get a manifest of its own
      Manifest manifest = Manifest.read(from);
      manifest.verify(from);
      goldenIds.putAll(manifest.goldenIds());
    }
    GoldenIds.check(tokenizer, goldenIds);
    new GrownSettings(from, config, voco, tensors.rows(), vocoTokens)
        .write(directory, tensors.dtype());
    VocoLlamaConfig.read(directory).requireVoco(); // before the long part
    tensors.write(directory.resolve(WeightFile.NAME), seed);
    checkpoint.requireUnchanged();
    return Manifest.write(directory, goldenIds);
  }
}
