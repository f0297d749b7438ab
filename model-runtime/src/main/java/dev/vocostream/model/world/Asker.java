package dev.vocostream.model.world;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds what one type of question can ask of a window. */
interface Asker {
  /**
   * One draw; the next may be another.
   *
   * @return nothing if what was drawn cannot be asked here
   */
  Optional<Draft> draft(Watched window, RandomGenerator random);
}
