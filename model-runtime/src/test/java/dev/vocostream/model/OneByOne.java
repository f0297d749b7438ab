package dev.vocostream.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** Answers one question a step, in order, each whole. */
public final class OneByOne implements Answering {
  private final VisionLanguageModel model;
  private final Deque<Asked> waiting = new ArrayDeque<>();

  private record Asked(Prompt prompt, Window window, CompletableFuture<Reply> reply) {}

  public OneByOne(VisionLanguageModel model) {
    this.model = model;
  }

  @Override
  public void ask(Prompt prompt, Window window, CompletableFuture<Reply> reply) {
    waiting.add(new Asked(prompt, window, reply));
  }

  @Override
  public boolean isIdle() {
    waiting.removeIf(asked -> asked.reply().isDone());
    return waiting.isEmpty();
  }

  @Override
  public void step() {
    if (isIdle()) {
      return;
    }
    Asked next = waiting.poll();
    try {
      next.reply().complete(model.answer(next.prompt(), next.window().given()));
    } catch (RuntimeException e) {
      next.reply().completeExceptionally(e);
      throw e;
    }
  }

  @Override
  public void close() {
    waiting.forEach(asked -> asked.reply().cancel(false));
    waiting.clear();
  }
}
