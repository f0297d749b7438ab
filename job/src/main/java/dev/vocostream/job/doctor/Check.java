package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something to look at.
 *
 * @param name of the finding where looking itself fails
 * @param look may throw whatever it meets; it changes nothing that outlives it
 */
public record Check(String name, Callable<List<Finding>> look) {
  /** With one finding. */
  public static Check of(String name, Callable<Finding> look) {
    return new Check(name, () -> List.of(look.call()));
  }
}
