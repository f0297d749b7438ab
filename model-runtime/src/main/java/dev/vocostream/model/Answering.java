package dev.vocostream.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Questions that a model answers together. They join at any time, also while others are being
 * answered, and leave when they are done; what one is answered does not depend on the others. Used
 * by one thread at a time.
 */
public interface Answering extends AutoCloseable {
  /**
   * A question joins.
   *
   * @param window frames without activations are held until the reply is complete
   * @param priority when it is read; what it is answered does not depend on that
   * @param reply completed by a later {@link #step}; cancelling it makes the question leave
   */
  void ask(Prompt prompt, Window window, Priority priority, CompletableFuture<Reply> reply);

  /** The same, for somebody who waits. */
  default void ask(Prompt prompt, Window window, CompletableFuture<Reply> reply) {
    ask(prompt, window, Priority.QUESTION, reply);
  }

  /**
   * A question joins.
   *
   * @param window the frames' activations, oldest first
   */
  default void ask(Prompt prompt, List<Activations> window, CompletableFuture<Reply> reply) {
    ask(prompt, Window.of(window), reply);
  }

  /** Whether nobody waits for anything. */
  boolean isIdle();

  /**
   * Does a bounded piece of work: reads the questions that have joined, as far as there is room,
   * and gives every open answer its next word. Completes the replies that are done.
   *
   * @throws RuntimeException if the model failed; the replies that this concerns are failed already
   */
  void step();

  /** Fails what is still open, and frees memory. */
  @Override
  void close();
}
