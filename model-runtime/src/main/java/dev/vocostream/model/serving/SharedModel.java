package dev.vocostream.model.serving;

import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.VisionLanguageModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A model that is loaded once per process, however many use it: first in loads, last out frees. */
final class SharedModel {
  private static final Map<String, SharedModel> BY_KEY = new HashMap<>(); // guarded by itself

  /** Models that the last user has left but that are not freed yet; guarded by BY_KEY. */
  private static final Map<String, DeviceThread> LEAVING = new HashMap<>();

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final String key;
  private final DeviceThread device;
  private int users; // guarded by BY_KEY

  private SharedModel(ModelSource source) {
    this.key = source.key();
    this.device = new DeviceThread(source, LEAVING.get(key));
  }

  /**
   * Waits until the model is loaded.
   *
   * @throws InvalidCheckpointException if the checkpoint cannot be used
   * @throws IllegalStateException if it cannot be loaded for another reason
   */
  static SharedModel acquire(ModelSource source) {
    SharedModel shared;
    synchronized (BY_KEY) {
      shared = BY_KEY.computeIfAbsent(source.key(), key -> new SharedModel(source));
      shared.users++;
    }
    try {
      shared.device.loaded().get();
      return shared;
    } catch (ExecutionException e) {
      shared.forget();
      throw loadFailure(shared.key, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      shared.release();
      throw new IllegalStateException("interrupted while model " + shared.key + " was loaded", e);
    }
  }

  private static RuntimeException loadFailure(String key, Throwable cause) {
    String message = "model %s cannot be loaded: %s".formatted(key, cause.getMessage());
    if (cause instanceof InsufficientMemoryException) {
      return new InsufficientMemoryException(message);
    }
    return cause instanceof InvalidCheckpointException
        ? new InvalidCheckpointException(message, cause)
        : new IllegalStateException(message, cause);
  }

  /** A failed load leaves nothing behind: whoever comes next tries again. */
  private void forget() {
    synchronized (BY_KEY) {
      BY_KEY.remove(key, this);
    }
  }

  VisionLanguageModel model() {
    return device.loaded().join();
  }

  DeviceThread device() {
    return device;
  }

  /** The last one to leave frees the model. */
  void release() {
    synchronized (BY_KEY) {
      users--;
      if (users > 0) {
        return;
      }
      BY_KEY.remove(key, this);
      LEAVING.put(key, device);
    }
    device.stop();
    if (device.awaitFreed(PATIENCE)) {
      synchronized (BY_KEY) {
        LEAVING.remove(key, device);
      }
    }
  }
}
