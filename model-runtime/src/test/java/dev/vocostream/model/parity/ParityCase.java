package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.Vectors;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.answering.WindowLogits;
import dev.vocostream.model.compression.MemoryMode;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;

/**
 * A checkpoint that tests/python/parity.py built, loaded, and what others computed on it. Each is
 * loaded once and stays for as long as the test run; they are tiny.
 */
final class ParityCase {
  private static final Path ALL = resource("/parity");
  private static final Map<String, ParityCase> OPEN = new TreeMap<>();

  private final String name;
  final Path directory;
  final JsonNode golden;
  final ModelParts model;
  private VocoLlama whole;

  private ParityCase(String name) {
    this.name = name;
    golden = Goldens.parity(name + "/golden.json");
    directory = Checkpoints.copy(ALL.resolve(name));
    try {
      Files.delete(directory.resolve("golden.json")); // it is no part of a checkpoint
      Manifest.write(directory, GoldenIds.of(Tokenizer.read(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    model = new ModelParts(directory);
  }

  /** Every case there is. */
  static Stream<ParityCase> all() {
    return names().stream().map(ParityCase::open);
  }

  static List<String> names() {
    try (Stream<Path> files = Files.walk(ALL, 2)) {
      return files
          .filter(file -> file.endsWith("golden.json"))
          .map(file -> file.getParent().getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized ParityCase open(String name) {
    return OPEN.computeIfAbsent(name, ParityCase::new);
  }

  /** All of it as the product loads it, to keep frames in 32 bits. */
  synchronized VocoLlama whole() {
    if (whole == null) {
      whole = VocoLlama.load(directory, DType.FP32);
    }
    return whole;
  }

  private static Path resource(String name) {
    try {
      return Path.of(ParityCase.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  GoldenTensor tensor(String key) {
    return new GoldenTensor(golden.required(key));
  }

  int k() {
    return golden.required("shape").required("k").asInt();
  }

  RgbImage picture(int frame) {
    JsonNode picture = golden.required("pictures").required(frame);
    return Goldens.picture(
        picture.required("seed").asInt(),
        picture.required("width").asInt(),
        picture.required("height").asInt());
  }

  /** As the model remembers frames, in 32 bits. */
  List<Activations> frames(int... numbers) {
    return frames(model.memory, numbers);
  }

  /** As a mode remembers frames, each compressed alone. */
  List<Activations> frames(MemoryMode mode, int... numbers) {
    try (PointerScope scope = new PointerScope()) {
      return Arrays.stream(numbers)
          .mapToObj(number -> mode.rows(mode.hold(model.pixels(picture(number)))))
          .map(rows -> model.codec.encode(rows, DType.FP32).get(0))
          .toList();
    }
  }

  Prompt prompt() {
    return prompt(golden.required("question").asText());
  }

  static Prompt prompt(String question) {
    return new Prompt(question, List.of(), Prompt.Form.TEXT, 10);
  }

  long[] text() {
    return Goldens.longs(golden.required("text_ids"));
  }

  /** Logits of all rows of the question, read behind a window as the runtime does. */
  float[] logits(List<Activations> window) {
    return new WindowLogits(model)
        .read(window, text(), model.template.head().length, Integer.MAX_VALUE / 2);
  }

  int vocab() {
    return model.config.decoder().vocabSize();
  }

  /** The last row of logits. */
  float[] last(float[] logits) {
    return Arrays.copyOfRange(logits, logits.length - vocab(), logits.length);
  }

  /** Fails if a tensor is not the golden one, and notes how far it is. */
  void assertSame(String kind, GoldenTensor expected, float[] ours) {
    double difference = expected.difference(ours);
    Differences.note(name, kind, difference);
    assertThat(difference)
        .as("%s of %s: largest difference by the largest value", kind, name)
        .isLessThanOrEqualTo(GoldenTensor.TOLERANCE);
  }

  /** As {@link #assertSame}, and the largest logit of each row must be that of the same token. */
  void assertSameLogits(String kind, GoldenTensor expected, float[] ours) {
    assertSame(kind, expected, ours);
    assertThat(Vectors.argmax(ours, expected.columns())).isEqualTo(expected.argmax());
  }

  /** Fails if a tensor could be mistaken for the golden one. */
  void assertDiffers(GoldenTensor expected, float[] ours) {
    assertThat(expected.difference(ours)).isGreaterThan(100 * GoldenTensor.TOLERANCE);
  }

  @Override
  public String toString() {
    return name;
  }
}
