package dev.vocostream.tests.chaos;

import dev.vocostream.tests.job.Mailbox.Written;
import java.time.Instant;
import java.util.List;

/**
 * A time in which scores may have been written that are of no run that lasted: they are written at
 * least once, and what was scored since the last checkpoint before a fault is scored again.
 *
 * <pre>
 *   checkpoint     fault     job runs again
 *       |------------X------------|          in doubt
 * </pre>
 */
record Doubt(Instant from, Instant to) {
  /** Those that were written at no such time. */
  static List<Written> without(List<Doubt> doubts, List<Written> messages) {
    return messages.stream()
        .filter(message -> doubts.stream().noneMatch(doubt -> doubt.covers(message.at())))
        .toList();
  }

  private boolean covers(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}
