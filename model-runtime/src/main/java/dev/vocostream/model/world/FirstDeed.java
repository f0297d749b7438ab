package dev.vocostream.model.world;

import java.util.List;
import java.util.Optional;

/** What one thing of a window can be the first to do. */
public enum FirstDeed {
  ACTED,
  MOVED,
  CAME,
  WENT;

  /**
   * Who did so before all others, as it was last seen; without a colour if it had several.
   *
   * @param window a second between its moments
   * @return empty if nothing did so, or several things at once
   */
  public Optional<Seen> first(List<Moment> window) {
    List<Trail> first = earliest(doers(new Watched(window, null)));
    if (first.size() != 1) {
      return Optional.empty();
    }
    Seen latest = first.get(0).latest();
    return Optional.of(first.get(0).oneColour() ? latest : latest.colourless());
  }

  List<Trail> doers(Watched window) {
    return window.trails().stream().filter(trail -> moment(trail) > 0).toList();
  }

  /** Those of them that did so first. */
  List<Trail> earliest(List<Trail> doers) {
    int earliest = doers.stream().mapToInt(this::moment).min().orElse(0);
    return doers.stream().filter(trail -> moment(trail) == earliest).toList();
  }

  /** When it first did so; 0 for never. */
  private int moment(Trail trail) {
    return trail.first(
        switch (this) {
          case ACTED -> trail::acts;
          case MOVED -> trail::steps;
          case CAME -> trail::comes;
          case WENT -> trail::goes;
        });
  }
}
