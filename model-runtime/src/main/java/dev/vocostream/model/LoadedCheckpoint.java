package dev.vocostream.model;

import dev.vocostream.model.answering.AnsweringParts;
import dev.vocostream.model.answering.FullFrames;
import dev.vocostream.model.compression.ActivationCodec;
import dev.vocostream.model.compression.FrameEncoder;
import dev.vocostream.model.compression.FrameSight;
import dev.vocostream.model.compression.FullFrame;
import dev.vocostream.model.compression.MemoryMode;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.serving.MemoryNeed;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.vision.ImagePreprocessor;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint in memory, taken apart. {@link VocoLlama} is made of it; benchmarks and experiments
 * put the parts together in other ways.
 *
 * @param weights own the native memory of all other parts
 * @param sight from pixels to rows that the decoder reads
 * @param encoder stage 1
 * @param codec between activations on the device and their bytes
 * @param answering stage 2
 * @param hotBytes of frames and windows that stay on the device though nobody reads them
 */
public record LoadedCheckpoint(
    Weights weights,
    VocoLlamaConfig config,
    String fingerprint,
    FrameSight sight,
    FrameEncoder encoder,
    ActivationCodec codec,
    AnsweringParts answering,
    long hotBytes)
    implements AutoCloseable {
  private static final long LEAST_HOT = 512 << 20;

  /**
   * Reads and checks what a checkpoint says of itself, then its weights: all of it or nothing.
   *
   * @throws InvalidCheckpointException if it is incomplete, not what its manifest says, or not
   *     understood
   * @throws InsufficientMemoryException if there is no room, before any weight is read
   */
  public static LoadedCheckpoint load(Path directory, Compute compute) {
    return load(directory, compute, Weights.Use.SERVING);
  }

  /**
   * @see #load(Path, Compute)
   */
  public static LoadedCheckpoint load(Path directory, Compute compute, Weights.Use use) {
    try {
      Manifest manifest = Manifest.read(directory);
      Backend backend = new Backend(compute);
      // before every byte is read
      long hotBytes = requireRoom(VocoLlamaConfig.read(directory), backend);
      manifest.verify(directory);
      VocoLlamaConfig config = VocoLlamaConfig.read(directory);
      config.requireVoco();
      Tokenizer tokenizer = Tokenizer.read(directory);
      GoldenIds.check(tokenizer, manifest.goldenIds());
      String fingerprint = Fingerprint.of(manifest, PromptTemplate.VERSION);
      Weights weights = Weights.open(directory, backend, use);
      try {
        LoadedCheckpoint loaded = assemble(weights, config, tokenizer, fingerprint, hotBytes);
        weights.requireUnchanged();
        return loaded;
      } catch (RuntimeException e) {
        weights.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the checkpoint cannot be read", e);
    }
  }

  /** Also says how much is to stay hot. */
  private static long requireRoom(VocoLlamaConfig config, Backend backend) {
    Compute compute = backend.compute();
    long free = free(backend);
    need(config, compute).requireWithin(config.name(), compute.device(), free);
    return hotBytes(config, compute, free);
  }

  /**
   * As much as was asked for; else on a GPU half of what the rest leaves of its memory, on a CPU,
   * whose memory is for others too, the least.
   *
   * @param free bytes of the device; negative where nobody says
   */
  static long hotBytes(VocoLlamaConfig config, Compute compute, long free) {
    if (compute.hotBytes() > 0) {
      return compute.hotBytes();
    }
    long left = compute.isCuda() ? free - need(config, compute, 0).bytes() : 0;
    return Math.max(LEAST_HOT, left / 2);
  }

  /**
   * For the weights, a batch of frames in work, a full context, and frames and windows that stay
   * hot: as many as were asked for, else the least.
   */
  public static MemoryNeed need(VocoLlamaConfig config, Compute compute) {
    return need(config, compute, compute.hotBytes() > 0 ? compute.hotBytes() : LEAST_HOT);
  }

  private static MemoryNeed need(VocoLlamaConfig config, Compute compute, long hotBytes) {
    int frames = compute.isCuda() ? VocoLlama.BATCH : compute.threads();
    return MemoryNeed.of(config, compute, frames, 1, hotBytes);
  }

  private static long free(Backend backend) {
    return backend.compute().isCuda() ? backend.freeBytesOfDevice() : MemoryNeed.freeOnCpu();
  }

  /**
   * As {@link #load} asks before it reads a weight.
   *
   * @return what the model needs on its device
   * @throws InsufficientMemoryException if there is less
   */
  public static MemoryNeed requireRoom(Path directory, Compute compute) {
    VocoLlamaConfig config = VocoLlamaConfig.read(directory);
    requireRoom(config, new Backend(compute));
    return need(config, compute);
  }

  private static LoadedCheckpoint assemble(
      Weights weights,
      VocoLlamaConfig config,
      Tokenizer tokenizer,
      String fingerprint,
      long hotBytes) {
    PromptTemplate template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
    VisionTower tower = new VisionTower(weights, config.vision());
    int width = config.vision().hiddenSize();
    int hidden = config.decoder().hiddenSize();
    Projector projector = new Projector(weights, config.projector(), width, hidden);
    LlamaDecoder decoder = new LlamaDecoder(weights, config.decoder());
    FrameEncoder encoder = new FrameEncoder(weights, decoder, template.beforeFrame());
    AnsweringParts answering = AnsweringParts.of(weights, decoder, template, tokenizer, config);
    return new LoadedCheckpoint(
        weights,
        config,
        fingerprint,
        new FrameSight(tower, projector, decoder, template),
        encoder,
        answering.codec(),
        answering,
        hotBytes);
  }

  /** How frames are read in full; none where the weights were not trained to read them so. */
  public FullFrames fullFrames() {
    if (!config.hybrid()) {
      return FullFrames.NONE;
    }
    int k = config.tokens().vocoTokens();
    int behind = answering.template().behindFrame(k).length;
    MemoryMode all = new FullFrame(sight, encoder, k);
    ImagePreprocessor preprocessor = new ImagePreprocessor(config.image());
    return new FullFrames(
        config.vision().tokens() + behind,
        picture -> all.hold(preprocessor.batch(List.of(picture), weights.backend())));
  }

  @Override
  public void close() {
    weights.close();
  }
}
