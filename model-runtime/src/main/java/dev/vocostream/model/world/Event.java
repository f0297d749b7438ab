package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.List;

/**
 * What one thing does at one moment.
 *
 * @param seen the thing as it is at that moment or, if it goes, was a moment before
 */
public record Event(Seen seen, Deed deed) {
  /** What can be told from a moment and the one before. */
  public enum Deed {
    COMES,
    GOES,
    STEPS,
    CHANGES
  }

  /** Of each moment of a window, a second between its moments; none at the first. */
  public static List<List<Event>> of(List<Moment> window) {
    List<Trail> trails = new Watched(window, null).trails();
    List<List<Event>> events = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      int moment = i;
      events.add(trails.stream().filter(t -> t.acts(moment)).map(t -> of(t, moment)).toList());
    }
    return events;
  }

  private static Event of(Trail trail, int moment) {
    if (trail.goes(moment)) {
      return new Event(trail.at(moment - 1), Deed.GOES);
    }
    Deed still = trail.changes(moment) ? Deed.CHANGES : Deed.STEPS;
    return new Event(trail.at(moment), trail.comes(moment) ? Deed.COMES : still);
  }
}
