package dev.vocostream.model.serving;

import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.Turnstile.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that loads, runs and frees a model, so that native memory has one owner and the
 * device one user. A daemon: a call that never returns cannot keep the process alive.
 */
final class DeviceThread {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceThread.class);

  /** A step is one word of all open answers, so a short answer is not held up by frames. */
  private static final int STEPS_IN_A_ROW = 16;

  /** A device may not hold two copies; one whose call never returns is not waited for longer. */
  private static final Duration PATIENCE_WITH_PREDECESSOR = Duration.ofSeconds(30);

  private final ModelSource source;
  private final DeviceThread predecessor; // null if there is none
  private final CompletableFuture<VisionLanguageModel> loaded = new CompletableFuture<>();
  private final Turnstile<QuestionToAnswer, FramesToCompress> turnstile = // guarded by this
      new Turnstile<>(STEPS_IN_A_ROW);
  private final Thread thread;
  private CompletableFuture<Void> probe; // guarded by this; null unless one is asked for
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

  synchronized void add(QuestionToAnswer question) {
    turnstile.addQuestion(question);
    notifyAll();
  }

  synchronized void add(FramesToCompress frames) {
    turnstile.addFrames(frames);
    notifyAll();
  }

  /** Its window is let go at once, and not when the call that runs is over. */
  synchronized void remove(QuestionToAnswer question) {
    turnstile.removeQuestion(question);
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
    try (model;
        DeviceWork work = new DeviceWork(model, source.processEnd());
        HealthProbe health = watch(model, work)) {
      while (serve(work)) {
        // one turn after the other
      }
    } catch (Throwable e) {
      ended(e);
    }
    LOG.info("{}: freed", source.key());
  }

  /** Nobody else serves those who wait, now or later: they would wait for ever. */
  private void ended(Throwable failure) {
    synchronized (this) {
      if (stopping) {
        LOG.error("{}: the model could not be freed", source.key(), failure);
        return;
      }
    }
    LOG.error("{}: the thread of the model has failed", source.key(), failure);
    source.processEnd().halt("the thread of the model has failed: " + failure);
  }

  /** A device may hang without an error; a processor does not. */
  private HealthProbe watch(VisionLanguageModel model, DeviceWork work) {
    HealthProbe health =
        new HealthProbe(HealthRule.STANDARD, this::probe, work::completed, source.processEnd());
    return model.isOnDevice() ? health.start() : health;
  }

  private synchronized CompletableFuture<Void> probe() {
    probe = new CompletableFuture<>();
    notifyAll();
    return probe;
  }

  /** One turn; false when it is time to stop. */
  private boolean serve(DeviceWork work) {
    FramesToCompress frames;
    List<QuestionToAnswer> joining;
    CompletableFuture<Void> asked;
    synchronized (this) {
      awaitWork(work);
      if (stopping) {
        return false;
      }
      asked = probe;
      probe = null;
      Turn turn = turnstile.next(work.isAnswering());
      frames = turn == Turn.FRAMES ? turnstile.takeFrames() : null;
      joining = turn == Turn.QUESTIONS ? turnstile.takeQuestions() : null;
    }
    if (asked != null) {
      work.probe(asked);
    }
    if (frames != null) {
      work.compress(frames);
    } else if (joining != null) {
      work.answer(joining);
    }
    return true;
  }

  private void awaitWork(DeviceWork work) {
    while (!stopping && probe == null && turnstile.isEmpty() && !work.isAnswering()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // nobody else has this thread; model code that leaves an interrupt behind must not end it
        LOG.warn("{}: ignoring an interrupt", source.key());
      }
    }
  }
}
