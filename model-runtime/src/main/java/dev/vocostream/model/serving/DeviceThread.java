package dev.vocostream.model.serving;

import dev.vocostream.model.VisionLanguageModel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that loads, runs and frees a model, so that native memory has one owner and the
 * device one user. A daemon: a call that never returns cannot keep the process alive.
 */
final class DeviceThread {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceThread.class);
  private static final int QUESTIONS_IN_A_ROW = 2;

  /** A device may not hold two copies; one whose call never returns is not waited for longer. */
  private static final Duration PATIENCE_WITH_PREDECESSOR = Duration.ofSeconds(30);

  private final ModelSource source;
  private final DeviceThread predecessor; // null if there is none
  private final CompletableFuture<VisionLanguageModel> loaded = new CompletableFuture<>();
  private final Turnstile<Work<?>> turnstile = new Turnstile<>(QUESTIONS_IN_A_ROW); // guarded: this
  private final Thread thread;
  private boolean stopping; // guarded by this

  /**
   * @param predecessor a thread that is still freeing the same model, or null
   */
  DeviceThread(ModelSource source, DeviceThread predecessor) {
    this.source = source;
    this.predecessor = predecessor;
    thread = new Thread(this::run, "model " + source.key());
    thread.setDaemon(true);
    thread.start();
  }

  /** Complete when the model is ready; failed if it cannot be loaded. */
  CompletableFuture<VisionLanguageModel> loaded() {
    return loaded;
  }

  synchronized void addQuestion(Work<?> work) {
    turnstile.addQuestion(work);
    notifyAll();
  }

  synchronized void addFrames(Work<?> work) {
    turnstile.addFrames(work);
    notifyAll();
  }

  synchronized int waitingQuestions() {
    return turnstile.waitingQuestions();
  }

  synchronized int waitingFrames() {
    return turnstile.waitingFrames();
  }

  /** After the running call, the model is freed. Does not wait for that. */
  synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  /** Waits until the model is freed, at most {@code patience}; false if it is not. */
  boolean awaitFreed(Duration patience) {
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{}: still busy after {}; its memory is freed later", source.key(), patience);
    }
    return !thread.isAlive();
  }

  private void run() {
    VisionLanguageModel model;
    try {
      if (predecessor != null) {
        predecessor.awaitFreed(PATIENCE_WITH_PREDECESSOR);
      }
      model = source.load();
    } catch (Throwable e) { // a missing native library is an Error
      loaded.completeExceptionally(e);
      return;
    }
    LOG.info("{}: loaded {}", source.key(), model.description());
    loaded.complete(model);
    try (model) {
      for (Work<?> work = next(); work != null; work = next()) {
        work.run(model);
      }
    } catch (RuntimeException e) {
      LOG.error("{}: the model could not be freed", source.key(), e);
    }
    LOG.info("{}: freed", source.key());
  }

  /** The next work, waited for; null when it is time to stop. */
  private synchronized Work<?> next() {
    while (!stopping && turnstile.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // nobody else has this thread; model code that leaves an interrupt behind must not end it
        LOG.warn("{}: ignoring an interrupt", source.key());
      }
    }
    return stopping ? null : turnstile.next();
  }
}
