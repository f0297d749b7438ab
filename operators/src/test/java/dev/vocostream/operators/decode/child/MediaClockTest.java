package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaClockTest {
  /** The tag is of whoever made the file. */
  @ParameterizedTest
  @CsvSource({
    "00:00:04.500000000, 4500000",
    "1:02:03, 3723000000",
    "999999:59:59.9, 3599999999900000",
    "1000000:00:00, -1",
    "99999999999999999999:00:00, -1",
    "'', -1",
    "-1:00:00, -1",
    "forever, -1"
  })
  void aDurationInATagIsReadOrLeftAlone(String tag, long micros) {
    assertThat(MediaClock.micros(tag).orElse(-1)).isEqualTo(micros);
  }
}
