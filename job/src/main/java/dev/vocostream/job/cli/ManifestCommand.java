package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.weights.Checkpoint;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco model manifest}: writes down what a checkpoint's files are. */
@Command(
    name = "manifest",
    description = {
      "Writes " + Manifest.NAME + ": the SHA-256 of every file that decides a model's numbers,",
      "and token ids of a few texts. Nothing is loaded without it. Write one for files you trust."
    },
    mixinStandardHelpOptions = true)
final class ManifestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Checkpoint directory.")
  private Path directory;

  @Option(names = "--force", description = "Replace a manifest that no longer matches.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(false);
    // what cannot be read is refused before anything is hashed
    Checkpoint.open(directory).close();
    if (Manifest.isIn(directory) && !force) {
      screen.step("verifying " + directory, this::verify);
      screen.say("  %s matches already; nothing was written".formatted(Manifest.NAME));
      return 0;
    }
    Map<String, long[]> goldenIds = goldenIds(screen);
    Manifest written =
        screen.step("hashing " + directory, () -> Manifest.write(directory, goldenIds));
    screen.say("  wrote " + directory.resolve(Manifest.NAME));
    written.files().forEach((name, sha256) -> screen.say("    " + sha256 + "  " + name));
    screen.say("    and the token ids of %d texts".formatted(goldenIds.size()));
    return 0;
  }

  private Manifest verify() throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.read(directory);
    } catch (InvalidCheckpointException e) {
      throw new SetupException(e.getMessage() + "; --force replaces it");
    }
    manifest.verify(directory);
    return manifest;
  }

  private Map<String, long[]> goldenIds(Screen screen) {
    try {
      return GoldenIds.of(Tokenizer.read(directory));
    } catch (InvalidCheckpointException e) {
      screen.say("  no token ids: " + e.getMessage());
      return Map.of();
    }
  }
}
