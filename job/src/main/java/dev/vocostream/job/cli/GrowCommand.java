package dev.vocostream.job.cli;

import dev.vocostream.job.DiskCheck;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.Words;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.Manifest;
import dev.vocostream.model.weights.VocabularyGrowth;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco model grow}: a plain LLaVA checkpoint gets the token that is to be trained. */
@Command(
    name = "grow",
    description = {
      "Writes a plain LLaVA checkpoint again, with a random row for " + TokenConfig.VOCO + ":",
      "what a training begins with. The same seed writes the same bytes."
    },
    mixinStandardHelpOptions = true)
final class GrowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Checkpoint directory, of any layout.")
  private Path directory;

  @Option(names = "--out", required = true, description = "Directory to write.")
  private Path out;

  @Option(
      names = "--voco-tokens",
      required = true,
      description = "How many a frame gets, as it is to be trained.")
  private int vocoTokens;

  @Option(names = "--seed", defaultValue = "7", description = "Default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    if (vocoTokens < 1) {
      throw new SetupException("--voco-tokens must be positive, was " + vocoTokens);
    }
    long bytes = VocabularyGrowth.bytes(directory);
    DiskCheck.require(out, bytes);
    Screen screen = Screen.of(false);
    String step = "writing %s, %s".formatted(out, Words.bytes(bytes));
    ModelDescription written = screen.step(step, this::write);
    screen.say("  " + Words.of(written));
    screen.say(
        "  it compresses, but %s means nothing before it is trained".formatted(TokenConfig.VOCO));
    return 0;
  }

  private ModelDescription write() throws IOException {
    try {
      Manifest manifest = VocabularyGrowth.write(directory, out, vocoTokens, seed);
      String fingerprint = Fingerprint.of(manifest, PromptTemplate.VERSION);
      return VocoLlamaConfig.read(out).describe(fingerprint, DType.FP16);
    } catch (FileAlreadyExistsException e) {
      throw new SetupException(e.getMessage());
    }
  }
}
