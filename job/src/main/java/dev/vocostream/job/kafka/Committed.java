package dev.vocostream.job.kafka;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;

/** What a topic has for good. */
interface Committed extends Serializable {
  /**
   * The ids of what was written since then. Waits until each transaction that is open now is
   * committed or aborted: before, nobody can know.
   */
  Set<String> since(Instant time) throws Exception;
}
