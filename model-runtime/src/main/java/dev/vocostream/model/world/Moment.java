package dev.vocostream.model.world;

import java.util.List;

/**
 * What is true of a picture.
 *
 * @param second since the scene began
 * @param seen the things that can be seen; those hidden or outside are missing
 */
public record Moment(double second, List<Seen> seen) {
  public Moment {
    seen = List.copyOf(seen);
  }
}
