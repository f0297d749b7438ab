package dev.vocostream.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers one question a step, in order, each whole. */
public final class OneByOne implements Answering {
  private final VisionLanguageModel model;
  private final Function<RgbImage, Activations> full;
  private final Deque<Asked> waiting = new ArrayDeque<>();

  private record Asked(Prompt prompt, Window window, CompletableFuture<Reply> reply) {}

  public OneByOne(VisionLanguageModel model) {
    this(
        model,
        picture -> {
          throw new IllegalArgumentException("no frame is read in full");
        });
  }

  /**
   * @param full what is read of a frame that comes as a picture
   */
  public OneByOne(VisionLanguageModel model, Function<RgbImage, Activations> full) {
    this.model = model;
    this.full = full;
  }

  @Override
  public void ask(Prompt prompt, Window window, Priority priority, CompletableFuture<Reply> reply) {
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
      List<Activations> read = next.window().frames().stream().map(this::read).toList();
      next.reply().complete(model.answer(next.prompt(), read));
    } catch (RuntimeException e) {
      next.reply().completeExceptionally(e);
      throw e;
    }
  }

  private Activations read(Window.Frame frame) {
    return frame.picture() == null ? frame.activations() : full.apply(frame.picture());
  }

  @Override
  public void close() {
    waiting.forEach(asked -> asked.reply().cancel(false));
    waiting.clear();
  }
}
