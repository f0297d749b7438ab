package dev.vocostream.model.serving;

import dev.vocostream.model.Activations;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.Window;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A handle on the process's one copy of a model, which runs on a thread of its own. All questions
 * that are open are answered together; they go before frames, within bounds (see {@link
 * Turnstile}).
 *
 * <p>Thread-safe. Futures complete on the model's thread: what is chained to them must be short, or
 * use another executor.
 */
public final class ModelServer implements AutoCloseable {
  private final SharedModel shared;
  private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ModelServer(SharedModel shared) {
    this.shared = shared;
  }

  /**
   * Opens the model, loading it if nobody in this process has; waits until it is ready.
   *
   * @throws dev.vocostream.model.InvalidCheckpointException if the checkpoint cannot be used
   * @throws IllegalStateException if it cannot be loaded for another reason
   */
  public static ModelServer open(ModelSource source) {
    return new ModelServer(SharedModel.acquire(source));
  }

  public ModelDescription description() {
    return shared.model().description();
  }

  /**
   * @see VisionLanguageModel#windowPositions
   */
  public int windowPositions(Prompt prompt) {
    return shared.model().windowPositions(prompt);
  }

  /**
   * @see VisionLanguageModel#fullFrameTokens
   */
  public int fullFrameTokens() {
    return shared.model().fullFrameTokens();
  }

  /**
   * @return one entry per frame, in the order given; cancelling it before it runs saves the work
   * @see VisionLanguageModel#compress
   */
  public CompletableFuture<List<Activations>> compress(List<RgbImage> frames) {
    CompletableFuture<List<Activations>> compressed = new CompletableFuture<>();
    return submit(
        compressed,
        () -> shared.device().add(new FramesToCompress(List.copyOf(frames), compressed)));
  }

  /**
   * Questions that are asked at the same time are answered together.
   *
   * @return the reply; cancelling it saves what is left of the work
   * @see dev.vocostream.model.Answering#ask
   */
  public CompletableFuture<Reply> answer(Prompt prompt, List<Activations> window) {
    return answer(prompt, Window.of(window), Priority.QUESTION);
  }

  /**
   * The same, of a window that need not bring the frames that the model {@link #hold}s.
   *
   * @param priority whether it waits for questions that come later
   * @return as above; what was held may be let go when it is complete
   */
  public CompletableFuture<Reply> answer(Prompt prompt, Window window, Priority priority) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    QuestionToAnswer question = new QuestionToAnswer(prompt, window, priority, reply);
    submit(reply, () -> shared.device().add(question));
    reply.whenComplete((answered, failure) -> shared.device().remove(question));
    return reply;
  }

  /**
   * @see VisionLanguageModel#hold
   */
  public HeldFrames hold(Collection<FrameId> frames) {
    return shared.model().hold(frames);
  }

  private <T> CompletableFuture<T> submit(CompletableFuture<T> future, Runnable queue) {
    pending.add(future);
    future.whenComplete((result, failure) -> pending.remove(future));
    queue.run();
    if (closed.get()) { // looked at after adding, so that close cannot miss it
      fail(future);
    }
    return future;
  }

  /** What the process's one copy of the model has done since it was loaded, for all handles. */
  public ModelFigures figures() {
    return shared.model().figures();
  }

  /** Questions of all handles that wait for the device. */
  public int waitingQuestions() {
    return shared.device().waitingQuestions();
  }

  /** Calls to compress, of all handles, that wait for the device. */
  public int waitingFrames() {
    return shared.device().waitingFrames();
  }

  /**
   * Fails what this handle still waits for, and frees the model if no other handle is open. Returns
   * within seconds even if a call is running; the model is then freed when that call returns.
   * Closing again does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pending.forEach(this::fail);
      shared.release();
    }
  }

  private void fail(CompletableFuture<?> future) {
    future.completeExceptionally(
        new IllegalStateException(
            "model '%s' was closed before this call was done".formatted(description().name())));
  }
}
