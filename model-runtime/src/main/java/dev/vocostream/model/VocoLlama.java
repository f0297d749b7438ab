package dev.vocostream.model;

import dev.vocostream.model.answering.AnsweringParts;
import dev.vocostream.model.answering.ContinuousAnswering;
import dev.vocostream.model.compression.ActivationCodec;
import dev.vocostream.model.compression.FrameEncoder;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.compression.FrameSight;
import dev.vocostream.model.compression.VocoTokens;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.NextToken;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.GoldenIds;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.text.YesNoTokens;
import dev.vocostream.model.vision.ImagePreprocessor;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import dev.vocostream.model.weights.Fingerprint;
import dev.vocostream.model.weights.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * VoCo-LLaMA on libtorch.
 *
 * <pre>
 *   compress   picture → pixels → vision tower → projector → decoder → K, V of the VoCo rows
 *   answer     K, V of the window's frames → decoder, with the question behind them → words
 * </pre>
 *
 * The weights belong to this object; a call's tensors live in the call's scope and what leaves is
 * plain Java. {@link #description} and {@link #windowPositions} may be called by any thread.
 */
public final class VocoLlama implements VisionLanguageModel {
  /** More frames than this go through a device in several passes, to bound memory. */
  private static final int BATCH = 16;

  /** Of windows that stay on the device though nobody reads them at the moment. */
  private static final long HOT_BYTES = 256 << 20;

  private final VocoLlamaConfig config;
  private final ModelDescription description;
  private final DType dtype;
  private final Weights weights;
  private final ImagePreprocessor preprocessor;
  private final VocoTokens memory;
  private final ActivationCodec codec;
  private final AnsweringParts answering;
  private final FrameLanes lanes;

  /**
   * Loads a checkpoint to compute in 32 bits on all cores.
   *
   * @param dtype how activations leave the model
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   */
  public static VocoLlama load(Path directory, DType dtype) {
    return load(directory, dtype, Compute.cpu());
  }

  /**
   * @param dtype how activations leave the model
   * @throws InvalidCheckpointException if the checkpoint is incomplete or not understood
   */
  public static VocoLlama load(Path directory, DType dtype, Compute compute) {
    try {
      Manifest manifest = Manifest.read(directory);
      manifest.verify(directory);
      VocoLlamaConfig config = VocoLlamaConfig.read(directory);
      config.requireVoco();
      Tokenizer tokenizer = Tokenizer.read(directory);
      GoldenIds.check(tokenizer, manifest.goldenIds());
      String fingerprint = Fingerprint.of(manifest, PromptTemplate.VERSION);
      ModelDescription description = config.describe(fingerprint, dtype);
      Weights weights = Weights.open(directory, new Backend(compute));
      return read(weights, () -> new VocoLlama(weights, config, tokenizer, description, dtype));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": the checkpoint cannot be read", e);
    }
  }

  /** Weights that are not all there are not kept. */
  private static VocoLlama read(Weights weights, Supplier<VocoLlama> model) {
    try {
      return model.get();
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private VocoLlama(
      Weights weights,
      VocoLlamaConfig config,
      Tokenizer tokenizer,
      ModelDescription description,
      DType dtype) {
    this.weights = weights;
    this.config = config;
    this.description = description;
    this.dtype = dtype;
    PromptTemplate template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
    preprocessor = new ImagePreprocessor(config.image());
    VisionTower tower = new VisionTower(weights, config.vision());
    int hidden = config.decoder().hiddenSize();
    int width = config.vision().hiddenSize();
    Projector projector = new Projector(weights, config.projector(), width, hidden);
    LlamaDecoder decoder = new LlamaDecoder(weights, config.decoder());
    FrameSight sight = new FrameSight(tower, projector, decoder, template);
    FrameEncoder encoder = new FrameEncoder(weights, decoder, template.beforeFrame());
    memory = new VocoTokens(sight, encoder, config.tokens().vocoTokens());
    codec = new ActivationCodec(config.decoder(), weights.backend());
    answering =
        new AnsweringParts(
            decoder,
            codec,
            template,
            tokenizer,
            new YesNoTokens(tokenizer, config.yesNo()),
            new NextToken(config.tokens().voco()),
            Set.copyOf(config.tokens().stops()));
    weights.requireUnchanged();
    lanes = new FrameLanes(weights.backend().compute().threads());
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    Compute compute = weights.backend().compute();
    if (!compute.isCuda() && compute.threads() > 1 && frames.size() >= compute.threads()) {
      return lanes.map(frames, frame -> compressTogether(List.of(frame)).get(0));
    }
    CpuThreads.share(compute);
    List<Activations> compressed = new ArrayList<>();
    for (int from = 0; from < frames.size(); from += BATCH) {
      int to = Math.min(from + BATCH, frames.size());
      compressed.addAll(compressTogether(frames.subList(from, to)));
    }
    return compressed;
  }

  private List<Activations> compressTogether(List<RgbImage> frames) {
    try (PointerScope scope = new PointerScope()) {
      return codec.encode(memory.hold(pixels(frames)), dtype);
    }
  }

  private Tensor pixels(List<RgbImage> frames) {
    int size = config.image().size();
    List<Tensor> pixels = new ArrayList<>();
    for (RgbImage frame : frames) {
      pixels.add(weights.backend().floats(preprocessor.pixels(frame), 1, 3, size, size));
    }
    return Tensors.cat(pixels, 0); // [B, 3, size, size]
  }

  @Override
  public int windowPositions(Prompt prompt) {
    return Math.max(0, answering.positionsLeft(prompt));
  }

  @Override
  public Answering answering() {
    return new ContinuousAnswering(answering, HOT_BYTES);
  }

  @Override
  public Reply answer(Prompt prompt, List<Activations> window) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    try (Answering alone = answering()) {
      alone.ask(prompt, window, reply);
      while (!reply.isDone()) {
        alone.step();
      }
      return reply.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  @Override
  public void close() {
    lanes.close();
    weights.close();
  }
}
