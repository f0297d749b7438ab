package dev.vocostream.model.world;

import java.util.Random;

/**
 * An action and when it is done: {@code at} is the first second that shows it, or the one a
 * movement starts from; {@code until} the first second of rest.
 */
record Part(Action action, int at, int until) {
  static final Part STAND = new Part(Action.STAND, 0, 0);

  private static final int FIRST = 2;
  private static final int LAST = 6;

  static Part of(Action action, Random random) {
    if (action.moves()) {
      int start = 1 + random.nextInt(3);
      return new Part(action, start, Math.min(LAST, start + 1 + random.nextInt(3)));
    }
    if (action == Action.HIDE) {
      int away = FIRST + random.nextInt(LAST - FIRST);
      return new Part(action, away, away + 1 + random.nextInt(2));
    }
    int second = FIRST + random.nextInt(LAST - FIRST + 1);
    return new Part(action, second, second);
  }

  /** The first second whose picture is not as before. */
  int shows() {
    return action.moves() ? at + 1 : at;
  }

  /** Whether one who does this is seen at a whole second. */
  boolean isSeen(int second) {
    return switch (action) {
      case ENTER -> second >= at;
      case LEAVE -> second < at;
      case HIDE -> second < at || second >= until;
      default -> true;
    };
  }
}
