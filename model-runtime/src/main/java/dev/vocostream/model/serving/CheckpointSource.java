package dev.vocostream.model.serving;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.weights.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A LLaVA-layout checkpoint directory, at the same path wherever the job runs.
 *
 * @param dtype how activations are stored
 * @param compute what the model computes on and with
 */
public record CheckpointSource(String directory, DType dtype, Compute compute)
    implements ModelSource {

  /** On the CPU, with 32 bits. */
  public CheckpointSource(String directory, DType dtype) {
    this(directory, dtype, Compute.cpu());
  }

  /** Two paths to one directory are one model. */
  @Override
  public String key() {
    return "%s#%s on %s in %s with %d threads, %d bytes hot"
        .formatted(
            realPath(),
            dtype,
            compute.device(),
            compute.dtype(),
            compute.threads(),
            compute.hotBytes());
  }

  @Override
  public CheckpointSource onGpu(int index) {
    return new CheckpointSource(directory, dtype, compute.onGpu(index));
  }

  @Override
  public VisionLanguageModel load() {
    NativeLibraries.loadAndCheck();
    return VocoLlama.load(realPath(), dtype, compute);
  }

  /** What the model says of itself. Reads the files once but loads neither weights nor libtorch. */
  public ModelDescription describe() {
    Path path = realPath();
    return VocoLlamaConfig.read(path).describe(Fingerprint.of(path, PromptTemplate.VERSION), dtype);
  }

  /**
   * Whether there is room for it on the device of this machine; loads libtorch, no weights.
   *
   * @return what it needs
   * @throws InsufficientMemoryException if there is less
   */
  public MemoryNeed requireRoom() {
    NativeLibraries.loadAndCheck();
    return LoadedCheckpoint.requireRoom(realPath(), compute);
  }

  /** What it needs on its device, by its configuration alone; asks no device. */
  public MemoryNeed need() {
    return LoadedCheckpoint.need(VocoLlamaConfig.read(realPath()), compute);
  }

  private Path realPath() {
    try {
      return Path.of(directory).toRealPath();
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "model directory '%s' does not exist or cannot be read".formatted(directory), e);
    }
  }
}
