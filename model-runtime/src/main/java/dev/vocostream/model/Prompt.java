package dev.vocostream.model;

import java.util.List;

/**
 * The text side of a question.
 *
 * @param question the asker's words: data, never control tokens
 * @param turns earlier questions and answers of the same conversation, oldest first
 * @param form what kind of answer is wanted
 * @param maxTokens at most this many tokens are generated
 * @param decoding how they are chosen
 */
public record Prompt(
    String question, List<Turn> turns, Form form, int maxTokens, Decoding decoding) {
  public Prompt {
    turns = List.copyOf(turns);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be positive, was " + maxTokens);
    }
  }

  /** The likeliest words. */
  public Prompt(String question, List<Turn> turns, Form form, int maxTokens) {
    this(question, turns, form, maxTokens, Decoding.GREEDY);
  }

  public record Turn(String question, String answer) {}

  /** {@code YES_NO} is scored from the logits of the first token, nothing is generated. */
  public enum Form {
    TEXT,
    YES_NO
  }
}
