package dev.vocostream.model.serving;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decides who uses the device next: questions before frames, because someone waits for an answer;
 * but after {@code questionsInARow} questions all frames that wait go first, so that memory keeps
 * growing however much is asked, and a checkpoint that waits for them is not held up for long.
 *
 * <pre>
 *   questions  Q Q Q Q Q Q ──┐
 *                            ├──►  Q Q Q F F F Q Q Q ..    questionsInARow = 3
 *   frames     F F F ────────┘
 * </pre>
 *
 * Not thread-safe; its owner locks.
 */
final class Turnstile<T> {
  private final int questionsInARow;
  private final Deque<T> questions = new ArrayDeque<>();
  private final Deque<T> frames = new ArrayDeque<>();
  private int passedInARow;
  private int framesTurn; // how many more frames go first

  Turnstile(int questionsInARow) {
    if (questionsInARow < 1) {
      throw new IllegalArgumentException(
          "questionsInARow must be positive, was " + questionsInARow);
    }
    this.questionsInARow = questionsInARow;
  }

  void addQuestion(T work) {
    questions.add(work);
  }

  void addFrames(T work) {
    frames.add(work);
  }

  /** Who goes next; null if nobody waits. */
  T next() {
    if (passedInARow >= questionsInARow) {
      framesTurn = frames.size();
    }
    if (questions.isEmpty() || framesTurn > 0) {
      framesTurn = Math.max(0, framesTurn - 1);
      passedInARow = 0;
      return frames.poll();
    }
    // counted only while frames wait: before they come there is nobody to be fair to
    passedInARow = frames.isEmpty() ? 0 : passedInARow + 1;
    return questions.poll();
  }

  boolean isEmpty() {
    return questions.isEmpty() && frames.isEmpty();
  }

  int waitingQuestions() {
    return questions.size();
  }

  int waitingFrames() {
    return frames.size();
  }
}
