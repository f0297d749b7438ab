package dev.vocostream.job.cli;

import dev.vocostream.job.DiskCheck;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.Words;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.Manifest;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code voco model generate}: a checkpoint to try things with. */
@Command(
    name = "generate",
    description = {
      "Writes a checkpoint with seeded, untrained weights in the LLaVA layout: its answers mean"
          + " nothing. The same seed, shape and type write the same bytes."
    },
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = "--shape",
      defaultValue = "tiny",
      converter = ShapeConverter.class,
      completionCandidates = ShapeNames.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default ${DEFAULT-VALUE}.")
  private ModelShape shape;

  @Option(
      names = "--dtype",
      defaultValue = "fp32",
      converter = WeightTypeConverter.class,
      description = "What weights are stored as: fp32, bf16 or fp16. Default ${DEFAULT-VALUE}.")
  private DType dtype;

  @Option(names = "--seed", defaultValue = "7", description = "Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--out", required = true, description = "Directory to write.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    long bytes = UntrainedCheckpoint.bytes(shape, dtype);
    DiskCheck.require(out, bytes);
    Screen screen = Screen.of(false);
    String step = "writing %s, %s".formatted(out, Words.bytes(bytes));
    ModelDescription written = screen.step(step, this::write);
    screen.say("  " + Words.of(written));
    return 0;
  }

  private ModelDescription write() throws IOException {
    try {
      Manifest manifest = UntrainedCheckpoint.write(out, seed, shape, dtype);
      String fingerprint = Fingerprint.of(manifest, PromptTemplate.VERSION);
      return VocoLlamaConfig.read(out).describe(fingerprint, DType.FP16);
    } catch (FileAlreadyExistsException e) {
      throw new SetupException(e.getMessage());
    }
  }

  /** In the order of their size. */
  static final class ShapeNames extends ArrayList<String> {
    ShapeNames() {
      super(ModelShape.known().keySet());
    }
  }

  static final class ShapeConverter implements ITypeConverter<ModelShape> {
    @Override
    public ModelShape convert(String name) {
      try {
        return ModelShape.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class WeightTypeConverter implements ITypeConverter<DType> {
    @Override
    public DType convert(String name) {
      return List.of(DType.FP32, DType.BF16, DType.FP16).stream()
          .filter(type -> type.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("expected fp32, bf16 or fp16, was '" + name + "'"));
    }
  }
}
