package dev.vocostream.operators.decode;

import java.util.HashMap;
import java.util.Map;

/**
 * How often a camera has failed since it last showed something, for each kind of pause by itself: a
 * camera that was not there for a while and then takes no password is asked again as after the
 * first wrong password. One that fails in two ways by turns is asked ever more rarely all the same.
 */
final class Failures {
  private final Map<Backoff, Integer> counts = new HashMap<>();

  /**
   * One more.
   *
   * @param shown whether the camera had shown something since the one before
   * @return how many of this kind there were, at least 1
   */
  int add(Backoff pause, boolean shown) {
    if (shown) {
      forget();
    }
    return counts.merge(pause, 1, Integer::sum);
  }

  void forget() {
    counts.clear();
  }
}
