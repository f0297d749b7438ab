package dev.vocostream.tests.chaos;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.Window;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One answer after the other, word by word, so that whoever no longer waits is left at once. */
final class PacedAnswering implements Answering {
  /** Of each answer. */
  static final int WORDS = 10;

  private final VisionLanguageModel model;
  private final Runnable word;
  private final Deque<Open> open = new ArrayDeque<>();
  private int said; // of the first one

  private record Open(Prompt prompt, Window window, CompletableFuture<Reply> reply) {}

  /**
   * @param word takes as long as a word does
   */
  PacedAnswering(VisionLanguageModel model, Runnable word) {
    this.model = model;
    this.word = word;
  }

  @Override
  public void ask(Prompt prompt, Window window, Priority priority, CompletableFuture<Reply> reply) {
    open.add(new Open(prompt, window, reply));
  }

  @Override
  public boolean isIdle() {
    return open.isEmpty();
  }

  @Override
  public void step() {
    Open first = open.element();
    if (first.reply.isDone()) {
      next();
      return;
    }
    word.run();
    said++;
    if (said == WORDS) {
      List<Activations> read =
          first.window.frames().stream().map(Window.Frame::activations).toList();
      first.reply.complete(model.answer(first.prompt, read));
      next();
    }
  }

  private void next() {
    open.remove();
    said = 0;
  }

  @Override
  public void close() {
    open.forEach(one -> one.reply.cancel(false));
  }
}
