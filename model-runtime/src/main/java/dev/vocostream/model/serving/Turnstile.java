package dev.vocostream.model.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decides who uses the device next: questions before frames, because someone waits for an answer;
 * but after so many steps of answering all frames that wait go first, so that memory keeps growing
 * however much is asked, and a checkpoint that waits for them is not held up for long.
 *
 * <pre>
 *   questions  open, or Q Q Q ──┐
 *                               ├──►  step step step F F F step step ..    stepsInARow = 3
 *   frames     F F F ───────────┘
 * </pre>
 *
 * Questions need not wait for each other: all that have come join the next step. Not thread-safe;
 * its owner locks.
 */
final class Turnstile<Q, F> {
  enum Turn {
    QUESTIONS,
    FRAMES,
    NOBODY
  }

  private final int stepsInARow;
  private final Deque<Q> questions = new ArrayDeque<>();
  private final Deque<F> frames = new ArrayDeque<>();
  private int passedInARow;
  private int framesTurn; // how many more frames go first

  Turnstile(int stepsInARow) {
    if (stepsInARow < 1) {
      throw new IllegalArgumentException("stepsInARow must be positive, was " + stepsInARow);
    }
    this.stepsInARow = stepsInARow;
  }

  void addQuestion(Q question) {
    questions.add(question);
  }

  void addFrames(F work) {
    frames.add(work);
  }

  /**
   * Whose turn it is; the turn counts as taken.
   *
   * @param answering whether answers are open, so that a step is wanted though no question waits
   */
  Turn next(boolean answering) {
    if (passedInARow >= stepsInARow) {
      framesTurn = frames.size();
      passedInARow = 0;
    }
    boolean asking = answering || !questions.isEmpty();
    if (framesTurn > 0 || !asking) {
      framesTurn = Math.max(0, framesTurn - 1);
      passedInARow = 0;
      return frames.isEmpty() ? Turn.NOBODY : Turn.FRAMES;
    }
    // counted only while frames wait: before they come there is nobody to be fair to
    passedInARow = frames.isEmpty() ? 0 : passedInARow + 1;
    return Turn.QUESTIONS;
  }

  /** Somebody gave it up; nothing happens if it does not wait. */
  void removeQuestion(Q question) {
    questions.removeIf(waiting -> waiting == question);
  }

  /** All questions that wait, in order; they wait no more. */
  List<Q> takeQuestions() {
    List<Q> taken = new ArrayList<>(questions);
    questions.clear();
    return taken;
  }

  /** The frames that have waited longest; null if none wait. */
  F takeFrames() {
    return frames.poll();
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
