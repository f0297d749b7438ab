package dev.vocostream.job.sql;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of the last hour by their ids. Of one thread at a time. */
final class KeptAnswers {
  static final Duration AGE = Duration.ofHours(1);

  /** Half a kilobyte or so each: so many take 50 MB. Of more, the first go first. */
  static final int MOST = 100_000;

  private record Kept(RowAnswer answer, Instant written) {}

  // -- configuration
  private final int most;

  // -- runtime
  private final Map<String, Kept> answers = new LinkedHashMap<>(); // as they came

  KeptAnswers(int most) {
    this.most = most;
  }

  /** The first answer of an id counts, as long as it is kept. */
  void put(String id, RowAnswer answer, Instant written, Instant now) {
    if (isOld(written, now)) {
      return;
    }
    if (get(id, now) == null) {
      answers.remove(id); // an old one: the new one takes its place at the end
      answers.put(id, new Kept(answer, written));
    }
    Iterator<Kept> eldest = answers.values().iterator();
    while (eldest.hasNext() && (isOld(eldest.next().written(), now) || answers.size() > most)) {
      eldest.remove();
    }
  }

  /** Null without one that is at most an hour old: partitions are not in order of each other. */
  RowAnswer get(String id, Instant now) {
    Kept kept = answers.get(id);
    return kept == null || isOld(kept.written(), now) ? null : kept.answer();
  }

  int size() {
    return answers.size();
  }

  private static boolean isOld(Instant written, Instant now) {
    return written.isBefore(now.minus(AGE));
  }
}
