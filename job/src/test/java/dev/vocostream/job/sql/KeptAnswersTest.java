package dev.vocostream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final RowAnswer ANSWER = new RowAnswer("answered", null, "yes", null, 7);

  private final KeptAnswers kept = new KeptAnswers(20_000);

  @Test
  void anHourIsKeptHoweverManyThereAre() {
    for (int i = 0; i < 15_000; i++) {
      kept.put("sql-" + i, ANSWER, NOW, NOW);
    }
    assertThat(kept.get("sql-0", NOW.plus(KeptAnswers.AGE))).isEqualTo(ANSWER);
    assertThat(kept.get("sql-0", NOW.plus(KeptAnswers.AGE).plusMillis(1))).isNull();
  }

  @Test
  void oldOnesMakeRoom() {
    kept.put("sql-a", ANSWER, NOW.minus(Duration.ofMinutes(50)), NOW);
    kept.put("sql-b", ANSWER, NOW.plus(Duration.ofMinutes(20)), NOW.plus(Duration.ofMinutes(20)));
    assertThat(kept.size()).isEqualTo(1);
  }

  @Test
  void ofTooManyTheFirstGoFirst() {
    for (int i = 0; i <= 20_000; i++) {
      kept.put("sql-" + i, ANSWER, NOW, NOW);
    }
    assertThat(kept.size()).isEqualTo(20_000);
    assertThat(kept.get("sql-0", NOW)).isNull();
    assertThat(kept.get("sql-20000", NOW)).isEqualTo(ANSWER);
  }

  @Test
  void theFirstAnswerOfAnIdCounts() {
    kept.put("sql-a", ANSWER, NOW, NOW);
    kept.put("sql-a", RowAnswer.none("the answer has no value"), NOW, NOW);
    assertThat(kept.get("sql-a", NOW)).isEqualTo(ANSWER);
  }
}
