package dev.vocostream.job.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events within bounds: the newest of each key, or simply the last ones. */
final class Kept {
  private final boolean byKey;
  private final int most;
  private final Map<Object, String> events = new LinkedHashMap<>();
  private long number;

  private Kept(boolean byKey, int most) {
    this.byKey = byKey;
    this.most = most;
  }

  /** Of keys beyond so many nothing is kept until another one is taken away. */
  static Kept newestOfEach(int most) {
    return new Kept(true, most);
  }

  static Kept last(int most) {
    return new Kept(false, most);
  }

  void keep(String key, String event) {
    if (!byKey) {
      events.put(number++, event);
      if (events.size() > most) {
        events.remove(events.keySet().iterator().next());
      }
    } else if (events.containsKey(key) || events.size() < most) {
      events.put(key, event);
    }
  }

  /** What is kept by key is gone; the others stay. */
  void takeAway(String key) {
    events.remove(key);
  }

  /** In the order in which their keys were first heard of, or in which they came. */
  Collection<String> events() {
    return events.values();
  }
}
