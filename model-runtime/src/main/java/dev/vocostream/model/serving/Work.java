package dev.vocostream.model.serving;

import dev.vocostream.model.VisionLanguageModel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One call of the model and the future that waits for it. */
final class Work<T> {
  private final Function<VisionLanguageModel, T> call;
  private final CompletableFuture<T> future = new CompletableFuture<>();

  Work(Function<VisionLanguageModel, T> call) {
    this.call = call;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** Does nothing if nobody waits any more: the future was cancelled or failed meanwhile. */
  void run(VisionLanguageModel model) {
    if (future.isDone()) {
      return;
    }
    try {
      future.complete(call.apply(model));
    } catch (Throwable e) { // native code fails with errors too; the caller must hear of them
      future.completeExceptionally(e);
    }
  }
}
