package dev.vocostream.model;

import dev.vocostream.model.ModelFigures.Work;
import dev.vocostream.model.answering.ContinuousAnswering;
import dev.vocostream.model.answering.FullFrames;
import dev.vocostream.model.answering.HotFrames;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.compression.VocoTokens;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.vision.ImagePreprocessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.PointerScope;

/**
 * VoCo-LLaMA on libtorch.
 *
 * <pre>
 *   compress   picture → pixels → vision tower → projector → decoder → K, V of the VoCo rows
 *   answer     K, V of the window's frames → decoder, with the question behind them → words
 * </pre>
 *
 * The weights belong to this object; a call's tensors live in the call's scope and what leaves is
 * plain Java. {@link #description}, {@link #windowPositions}, {@link #fullFrameTokens}, {@link
 * #hold} and {@link #figures} may be called by any thread.
 */
public final class VocoLlama implements VisionLanguageModel {
  /** More frames than this go through a device in several passes, to bound memory. */
  static final int BATCH = 16;

  private final LoadedCheckpoint checkpoint;
  private final DType dtype;
  private final ModelDescription description;
  private final ImagePreprocessor preprocessor;
  private final VocoTokens memory;
  private final FrameLanes lanes;
  private final ModelFigures figures = new ModelFigures();
  private final long hotBytes;
  private final HotFrames hotFrames;
  private final FullFrames fullFrames;

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
    return new VocoLlama(LoadedCheckpoint.load(directory, compute), dtype);
  }

  /**
   * @param checkpoint is closed with this model
   * @param dtype how activations leave the model
   */
  public VocoLlama(LoadedCheckpoint checkpoint, DType dtype) {
    this(checkpoint, dtype, checkpoint.hotBytes());
  }

  /**
   * @param hotBytes of frames and windows that stay on the device though nobody reads them; 0 for
   *     none
   */
  public VocoLlama(LoadedCheckpoint checkpoint, DType dtype, long hotBytes) {
    this.checkpoint = checkpoint;
    this.dtype = dtype;
    VocoLlamaConfig config = checkpoint.config();
    description = config.describe(checkpoint.fingerprint(), dtype);
    preprocessor = new ImagePreprocessor(config.image());
    int k = config.tokens().vocoTokens();
    memory = new VocoTokens(checkpoint.sight(), checkpoint.encoder(), k);
    lanes = new FrameLanes(backend().compute().threads());
    this.hotBytes = hotBytes;
    hotFrames = new HotFrames(hotBytes / 2);
    fullFrames = checkpoint.fullFrames();
  }

  private Backend backend() {
    return checkpoint.weights().backend();
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    try {
      return figures.of(Work.COMPRESS).timed(frames.size(), () -> compressAll(frames));
    } catch (BadNumericsException e) {
      checkpoint.answering().check().look(e);
      throw e;
    }
  }

  private List<Activations> compressAll(List<RgbImage> frames) {
    Compute compute = backend().compute();
    boolean inLanes = !compute.isCuda() && frames.size() >= compute.threads();
    int together = inLanes ? FrameLanes.share(frames.size(), compute.threads()) : BATCH;
    List<List<RgbImage>> batches = new ArrayList<>();
    for (int from = 0; from < frames.size(); from += together) {
      batches.add(frames.subList(from, Math.min(from + together, frames.size())));
    }
    if (inLanes) {
      return lanes.map(batches, this::compressTogether).stream().flatMap(List::stream).toList();
    }
    CpuThreads.share(backend());
    return batches.stream().flatMap(batch -> compressTogether(batch).stream()).toList();
  }

  private List<Activations> compressTogether(List<RgbImage> frames) {
    try (PointerScope scope = new PointerScope()) {
      return checkpoint.codec().encode(memory.hold(preprocessor.batch(frames, backend())), dtype);
    }
  }

  @Override
  public int windowPositions(Prompt prompt) {
    return Math.max(0, checkpoint.answering().positionsLeft(prompt));
  }

  @Override
  public int fullFrameTokens() {
    return fullFrames.tokens();
  }

  @Override
  public HeldFrames hold(Collection<FrameId> frames) {
    return hotFrames.hold(frames);
  }

  @Override
  public Answering answering() {
    return new ContinuousAnswering(
        checkpoint.answering(), hotFrames, fullFrames, hotBytes / 2, figures);
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
  public ModelFigures figures() {
    return figures;
  }

  @Override
  public boolean isOnDevice() {
    return backend().compute().isCuda();
  }

  @Override
  public void probe() {
    try (PointerScope scope = new PointerScope()) {
      Tensors.toFloats(backend().zeros(1));
    }
  }

  @Override
  public void close() {
    lanes.close();
    hotFrames.close();
    checkpoint.close();
  }
}
