package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest(name = "after {0} failures, chance {1}: {2} ms")
  @CsvSource({
    "1, 0.5, 1000",
    "2, 0.5, 2000",
    "3, 0.5, 4000",
    "4, 0.5, 8000",
    "5, 0.5, 10000",
    "1000000, 0.5, 10000",
    "1, 0, 800",
    "1, 0.999999, 1200",
  })
  void doublesUpToTheMostAndSpreads(int failures, double chance, long millis) {
    assertThat(Backoff.DEFAULT.after(failures, chance)).isEqualTo(Duration.ofMillis(millis));
  }
}
