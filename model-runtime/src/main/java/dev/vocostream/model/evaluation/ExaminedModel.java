package dev.vocostream.model.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Compute;
import dev.vocostream.model.FitRule;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.compression.FullFrame;
import dev.vocostream.model.compression.MemoryMode;
import dev.vocostream.model.compression.VocoTokens;
import dev.vocostream.model.evaluation.FrameReading.Mode;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.vision.ImagePreprocessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;

/**
 * A checkpoint that is examined: as it serves, or with other VoCo tokens than it serves with, or
 * without compression. Answers come from the parts that serve, whatever they read.
 */
public final class ExaminedModel implements Examinee, AskedModel, AutoCloseable {
  private static final int TOGETHER = 16; // frames that pass stage 1 at once
  private static final int MOST_TOKENS = 128; // the reference's, for short answers

  private final LoadedCheckpoint checkpoint;
  private final FrameReading reading;
  private final VocoLlama model;
  private final int tokens;

  private ExaminedModel(LoadedCheckpoint checkpoint, FrameReading reading) {
    this.checkpoint = checkpoint;
    this.reading = reading;
    int asked = reading.vocoTokens();
    int patches = checkpoint.config().vision().tokens();
    if (asked < 0 || asked > patches) {
      throw new IllegalArgumentException(
          "VoCo tokens must be 1 to %d, the vision tokens of a frame, were %d"
              .formatted(patches, asked));
    }
    tokens = asked == 0 ? checkpoint.config().tokens().vocoTokens() : asked;
    model = new VocoLlama(checkpoint, reading.memory());
  }

  /**
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   * @throws IllegalArgumentException if frames cannot be read so
   */
  public static ExaminedModel load(Path directory, Compute compute, FrameReading reading) {
    LoadedCheckpoint checkpoint = LoadedCheckpoint.load(directory, compute);
    try {
      return new ExaminedModel(checkpoint, reading);
    } catch (RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** Pixels of the square that it sees. */
  public int imageSize() {
    return model.description().imageSize();
  }

  @Override
  public List<Activations> remember(List<RgbImage> frames) {
    boolean served = tokens == checkpoint.config().tokens().vocoTokens();
    if (served && reading.mode() == Mode.VOCO) {
      return model.compress(frames);
    }
    Backend backend = checkpoint.weights().backend();
    ImagePreprocessor preprocessor = new ImagePreprocessor(checkpoint.config().image());
    MemoryMode mode = mode();
    CpuThreads.share(backend);
    List<Activations> remembered = new ArrayList<>();
    for (int from = 0; from < frames.size(); from += TOGETHER) {
      List<RgbImage> batch = frames.subList(from, Math.min(from + TOGETHER, frames.size()));
      try (PointerScope scope = new PointerScope()) {
        remembered.addAll(
            checkpoint
                .codec()
                .encode(mode.hold(preprocessor.batch(batch, backend)), reading.memory()));
      }
    }
    return remembered;
  }

  private MemoryMode mode() {
    return reading.mode() == Mode.FULL
        ? new FullFrame(checkpoint.sight(), checkpoint.encoder(), tokens)
        : new VocoTokens(checkpoint.sight(), checkpoint.encoder(), tokens);
  }

  @Override
  public Answering answering() {
    return model.answering();
  }

  /**
   * Of more frames than fit into the context, as of a window that serves, fewer VoCo tokens are
   * read, then fewer frames, evenly spaced; of frames that are read in full, fewer frames.
   *
   * @throws BadVisualException if not even one frame fits beside the question
   */
  @Override
  public String answer(List<RgbImage> frames, String question) {
    Prompt prompt = new Prompt(question, List.of(), Prompt.Form.TEXT, MOST_TOKENS);
    boolean whole = reading.mode() == Mode.FULL;
    int least = whole ? rowsInFull() : 1;
    int positions = model.windowPositions(prompt);
    if (positions < least) {
      throw new BadVisualException(
          "the context has room for %d tokens beside the question and its answer, expected at least %d, for one frame"
              .formatted(positions, least));
    }
    int[] each = new int[frames.size()];
    Arrays.fill(each, whole ? 1 : tokens);
    FitRule fit = FitRule.fit(each, positions / least);
    List<Activations> window = remember(Arrays.stream(fit.picks()).mapToObj(frames::get).toList());
    if (!whole) {
      window = window.stream().map(frame -> frame.truncate(fit.tokensPerFrame())).toList();
    }
    return model.answer(prompt, window).text().strip();
  }

  private int rowsInFull() {
    int behind = checkpoint.answering().template().behindFrame(tokens).length;
    return checkpoint.config().vision().tokens() + behind;
  }

  /**
   * All that answers depend on, for an answers file: models of one recipe share a name, and one
   * model answers differently with another memory.
   */
  public String id() {
    return "%s@%s/%dtok/%s%s"
        .formatted(
            checkpoint.config().name(),
            checkpoint.fingerprint(),
            tokens,
            word(reading.memory()),
            reading.mode() == Mode.FULL ? "/full" : "");
  }

  /** The same, and what it was computed on, by name. */
  public ObjectNode conditions() {
    Compute compute = checkpoint.weights().backend().compute();
    ObjectNode conditions = new ObjectMapper().createObjectNode();
    conditions.put("model", checkpoint.config().name());
    conditions.put("fingerprint", checkpoint.fingerprint());
    conditions.put("trained", checkpoint.config().trained());
    conditions.put("voco_tokens", tokens).put("mode", word(reading.mode()));
    conditions.put("memory", word(reading.memory()));
    conditions.put("device", compute.device()).put("compute", word(compute.dtype()));
    conditions.put("threads", compute.threads());
    return conditions;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    model.close();
  }
}
