package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramDateTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-29T11:24:13.123Z, 2026-11-29T11:24:13.123Z",
    "2026-11-29T11:24:13Z, 2026-11-29T11:24:13Z",
    "2026-11-29T11:24:13.123+0000, 2026-11-29T11:24:13.123Z",
    "2026-11-29T11:24:13.123+05:30, 2026-11-29T05:54:13.123Z",
    "2026-11-29T11:24:13.123-08, 2026-11-29T19:24:13.123Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
  })
  void aTimeWithItsZoneIsRead(String value, Instant expected) {
    assertThat(ProgramDateTime.parse(value)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-29T11:24:13.123", // where?
        "2026-11-29",
        "2026-02-30T11:24:13Z",
        "2026-11-29T25:00:00Z",
        "2026-11-29T11:24:13Z and more",
        "2026-11-29T11:24:13+99:00",
        "+999999999-12-31T23:59:59Z",
        "-0044-03-15T12:00:00Z",
        "1764415453",
      })
  void anythingElseIsNoTime(String value) {
    assertThat(ProgramDateTime.parse(value)).isEmpty();
  }

  @Test
  void aLongLineIsNotLookedAt() {
    assertThat(ProgramDateTime.parse("2026-11-29T11:24:13." + "0".repeat(100_000) + "Z")).isEmpty();
  }
}
