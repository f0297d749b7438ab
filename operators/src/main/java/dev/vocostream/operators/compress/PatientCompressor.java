package dev.vocostream.operators.compress;

import dev.vocostream.model.Activations;
import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.compress.CompressorMetrics.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses a batch; and if one of its frames spoils it, or there is no memory for all at once,
 * the frames one by one, so that a batch loses only what the model refuses by itself.
 */
final class PatientCompressor {
  private static final Logger LOG = LoggerFactory.getLogger(PatientCompressor.class);

  private final ModelServer model;
  private final CompressorMetrics metrics;

  PatientCompressor(ModelServer model, CompressorMetrics metrics) {
    this.model = model;
    this.metrics = metrics;
  }

  /**
   * @return one entry per frame, in order; null for a frame that is refused, which is counted in
   *     {@code framesRefused}
   * @throws IllegalStateException if the model fails for another reason
   */
  List<Activations> compress(List<Frame> frames) throws InterruptedException {
    try {
      return submit(frames).get();
    } catch (ExecutionException e) {
      if (reasonToRefuse(e.getCause()) == null) {
        throw failed(frames.size(), e.getCause());
      }
      return frames.size() == 1 ? refuse(frames.get(0), e.getCause()) : oneByOne(frames);
    }
  }

  private List<Activations> oneByOne(List<Frame> frames) throws InterruptedException {
    List<CompletableFuture<List<Activations>>> futures =
        frames.stream().map(frame -> submit(List.of(frame))).toList();
    List<Activations> compressed = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      try {
        compressed.addAll(futures.get(i).get());
      } catch (ExecutionException e) {
        if (reasonToRefuse(e.getCause()) == null) {
          throw failed(1, e.getCause());
        }
        compressed.addAll(refuse(frames.get(i), e.getCause()));
      }
    }
    return compressed;
  }

  private CompletableFuture<List<Activations>> submit(List<Frame> frames) {
    return model.compress(frames.stream().map(Frame::image).toList());
  }

  private List<Activations> refuse(Frame frame, Throwable cause) {
    Refusal reason = reasonToRefuse(cause);
    LOG.warn(
        "camera '{}': the frame of {} is not remembered: {}: {}",
        frame.camera(),
        frame.time(),
        reason.text(),
        cause.getMessage());
    metrics.refused(frame, reason);
    List<Activations> none = new ArrayList<>();
    none.add(null);
    return none;
  }

  /** Null for what is wrong with more than this frame. */
  private static Refusal reasonToRefuse(Throwable cause) {
    if (cause instanceof BadNumericsException) {
      return Refusal.BAD_NUMERICS;
    }
    return cause instanceof OverloadedException ? Refusal.OVERLOADED : null;
  }

  private static IllegalStateException failed(int frames, Throwable cause) {
    return new IllegalStateException(
        "the model could not compress a batch of %d frames: %s"
            .formatted(frames, cause.getMessage()),
        cause);
  }
}
