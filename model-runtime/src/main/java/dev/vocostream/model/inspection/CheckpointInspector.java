package dev.vocostream.model.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.text.YesNoTokens;
import dev.vocostream.model.weights.CheckpointFiles;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.JsonFile;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Looks at a checkpoint directory the way loading does, but goes on after a problem and needs no
 * libtorch. Reads every byte once, for the manifest.
 */
public final class CheckpointInspector {
  private static final List<DType> MEMORY_DTYPES = List.of(DType.FP32, DType.FP16, DType.INT8);
  private static final int SECONDS_PER_HOUR = 3600;

  /** Those behind the selected one are in every checkpoint and never read. */
  private static final String LAYERS_OF_TOWER =
      "model.vision_tower.vision_tower.vision_model.encoder.layers.";

  /** Of which every tensor must be read: one more means that config.json is another model's. */
  private static final String LAYERS_OF_DECODER = "model.layers.";

  /** More wrong tensors than this are counted, not named. */
  private static final int MOST_NAMED = 10;

  private final Path directory;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  private CheckpointInspector(Path directory) {
    this.directory = directory;
  }

  /** Whatever the directory holds, and whether there is one: what is wrong is in the result. */
  public static Inspection inspect(Path directory) {
    return new CheckpointInspector(directory).inspect();
  }

  private Inspection inspect() {
    Headers headers = attempt(() -> Headers.read(directory)).orElse(Headers.NONE);
    Optional<VocoLlamaConfig> config = attempt(() -> VocoLlamaConfig.read(directory));
    config.ifPresent(read -> compare(ExpectedTensors.of(read), headers));
    Optional<Manifest> manifest = attempt(() -> Manifest.read(directory));
    Inspection.Identity identity = identity(manifest);
    checkTokenizer(manifest, config);
    int vocoRow = config.map(read -> read.tokens().voco()).orElse(-1);
    if (vocoRow >= headers.embeddingRows() || config.isPresent() && vocoRow < 0) {
      vocoRow = -1;
      notes.add(
          "no row for %s: it may be used as the upper bound, from full vision activations, or to start a training; it cannot compress"
              .formatted(TokenConfig.VOCO));
    }
    return new Inspection(
        directory.toString(),
        config.map(VocoLlamaConfig::name).orElse(directory.toString()),
        family(),
        config.map(VocoLlamaConfig::trained).orElse(true),
        config.map(CheckpointInspector::decoder).orElseGet(headers::decoder),
        config.map(CheckpointInspector::tower).orElseGet(headers::tower),
        config.map(c -> c.projector().type()).orElse(headers.projectorLayers() + " linear layers"),
        vocoRow,
        config.map(read -> read.tokens().vocoTokens()).orElse(0),
        stored(headers),
        config.map(CheckpointInspector::memory).orElse(List.of()),
        identity,
        List.copyOf(problems),
        notes);
  }

  private Inspection.Identity identity(Optional<Manifest> manifest) {
    if (!Manifest.isIn(directory)) {
      return new Inspection.Identity("missing", "");
    }
    Optional<String> fingerprint =
        manifest.flatMap(
            read ->
                attempt(
                    () -> {
                      read.verify(directory);
                      return Fingerprint.of(read, PromptTemplate.VERSION);
                    }));
    return new Inspection.Identity(
        fingerprint.isPresent() ? "matches" : "differs", fingerprint.orElse(""));
  }

  private void checkTokenizer(Optional<Manifest> manifest, Optional<VocoLlamaConfig> config) {
    Optional<Tokenizer> read = attempt(() -> Tokenizer.read(directory));
    if (read.isEmpty()) {
      return;
    }
    Tokenizer tokenizer = read.get();
    Map<String, long[]> golden = manifest.map(Manifest::goldenIds).orElse(Map.of());
    attempt(
        () -> {
          GoldenIds.check(tokenizer, golden);
          return true;
        });
    if (config.isPresent()) {
      VocoLlamaConfig c = config.get();
      attempt(() -> new PromptTemplate(tokenizer, c.tokens(), c.prompt()));
      attempt(() -> new YesNoTokens(tokenizer, c.yesNo()));
    }
    if (manifest.isPresent() && golden.isEmpty()) {
      notes.add("no golden ids in the manifest: nothing shows that the tokenizer is the right one");
    }
  }

  private void compare(Map<String, List<Long>> expected, Headers headers) {
    if (headers.tensors().isEmpty()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          if (!headers.tensors().containsKey(name)) {
            wrong.add("tensor '%s' is missing".formatted(name));
          } else if (!headers.tensors().get(name).shape().equals(shape)) {
            wrong.add(
                "tensor '%s' must have shape %s as config.json says, has %s"
                    .formatted(name, shape, headers.tensors().get(name).shape()));
          }
        });
    List<String> unread =
        headers.tensors().keySet().stream()
            .filter(name -> !expected.containsKey(name) && !name.startsWith(LAYERS_OF_TOWER))
            .toList();
    List<String> left = new ArrayList<>();
    for (String name : unread) {
      if (name.startsWith(LAYERS_OF_DECODER)) {
        wrong.add(
            "tensor '%s' is not part of the model that config.json describes: correct one of them"
                .formatted(name));
      } else {
        left.add(name);
      }
    }
    report(wrong);
    if (!left.isEmpty()) {
      notes.add("%d tensors are not read, such as '%s'".formatted(left.size(), left.get(0)));
    }
  }

  private void report(List<String> wrong) {
    wrong.stream().limit(MOST_NAMED).forEach(line -> problems.add(directory + ": " + line));
    if (wrong.size() > MOST_NAMED) {
      problems.add("%s: and %d more tensors".formatted(directory, wrong.size() - MOST_NAMED));
    }
  }

  private String family() {
    try {
      JsonNode config = JsonFile.read(directory.resolve("config.json"));
      String architecture = config.path("architectures").path(0).asText("unknown");
      return config.path("model_type").asText(architecture);
    } catch (IOException | InvalidCheckpointException e) {
      return "unknown";
    }
  }

  private Inspection.Stored stored(Headers headers) {
    List<String> files = attempt(() -> CheckpointFiles.in(directory)).orElse(List.of());
    long bytes = 0;
    for (String file : files) {
      bytes += attempt(() -> Files.size(directory.resolve(file))).orElse(0L);
    }
    return new Inspection.Stored(headers.parameters(), headers.parametersByDtype(), bytes, files);
  }

  private static Inspection.Decoder decoder(VocoLlamaConfig config) {
    DecoderConfig d = config.decoder();
    return new Inspection.Decoder(
        d.layers(),
        d.hiddenSize(),
        d.intermediateSize(),
        d.heads(),
        d.kvHeads(),
        d.headDim(),
        d.vocabSize());
  }

  private static Inspection.Tower tower(VocoLlamaConfig config) {
    VisionConfig v = config.vision();
    return new Inspection.Tower(
        v.imageSize(), v.patchSize(), v.runLayers(), v.hiddenSize(), v.tokens());
  }

  private static List<Inspection.Memory> memory(VocoLlamaConfig config) {
    List<Inspection.Memory> rows = new ArrayList<>();
    for (DType dtype : MEMORY_DTYPES) {
      long token = config.bytesPerToken(dtype);
      long frame = token * config.tokens().vocoTokens();
      String name = dtype.name().toLowerCase(Locale.ROOT);
      rows.add(new Inspection.Memory(name, token, frame, frame * SECONDS_PER_HOUR / 1e9));
    }
    return rows;
  }

  /** What it returns, or nothing and one more problem. */
  private <T> Optional<T> attempt(Callable<T> work) {
    try {
      return Optional.of(work.call());
    } catch (InvalidCheckpointException e) {
      problems.addAll(e.getMessage().lines().toList());
    } catch (NoSuchFileException e) {
      problems.add(e.getMessage() + " is missing");
    } catch (Exception e) {
      problems.add("%s: cannot be read: %s".formatted(directory, e));
    }
    return Optional.empty();
  }
}
