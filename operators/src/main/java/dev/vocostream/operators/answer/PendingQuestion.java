package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraQuestion;

/**
 * A question between arrival and answer, as it stands in keyed state. Its window is resolved, so
 * that after a restore it reads the same one.
 *
 * @param from start of the window, epoch milliseconds, inclusive
 * @param to end of the window, epoch milliseconds, inclusive
 * @param deadline epoch milliseconds
 */
public record PendingQuestion(CameraQuestion asked, long from, long to, long deadline) {
  String id() {
    return asked.question().id();
  }

  WindowRule window() {
    return new WindowRule(from, to);
  }
}
