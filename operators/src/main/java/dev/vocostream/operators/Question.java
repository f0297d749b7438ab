package dev.vocostream.operators;

import java.util.List;

/**
 * A question as the contract on {@code voco.questions} has it, checked.
 *
 * @param id chosen by the asker; gets exactly one answer
 * @param cameras in the order asked, without repeats
 * @param window what part of the memory to read; null for all of it
 * @param turns earlier turns of the conversation, oldest first
 * @param deadline epoch milliseconds; null for the default
 */
public record Question(
    String id,
    List<String> cameras,
    String text,
    Window window,
    boolean yesNo,
    List<Turn> turns,
    int maxTokens,
    Long deadline) {

  /** The end of a window that is fixed from-to, epoch milliseconds; null for every other. */
  public Long fixedEnd() {
    return window == null ? null : window.to();
  }

  public record Turn(String question, String answer) {}

  /**
   * Either the last so many milliseconds, or from-to in epoch milliseconds, both inclusive; null
   * where the asker left an end open.
   */
  public record Window(Long lastMillis, Long from, Long to) {}
}
