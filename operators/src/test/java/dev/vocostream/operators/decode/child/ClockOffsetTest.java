package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final long HOUR = 3_600_000;

  private final ClockOffset offset = new ClockOffset();

  @Test
  void isUnknownBeforeTheCameraTells() {
    assertThat(offset.millis()).isEqualTo(ClockOffset.UNKNOWN);
  }

  @Test
  void isNegativeWhereTheCameraIsAhead() {
    offset.note(10 * HOUR, 11 * HOUR);
    assertThat(offset.millis()).isEqualTo(-HOUR);
  }

  @Test
  void aDelayedPacketCountsForLittleAndADriftIsFollowed() {
    offset.note(100, 0);
    offset.note(1_200, 1_000 - 500); // half a second late
    assertThat(offset.millis()).isBetween(100L, 140L);
    for (int i = 0; i < 100; i++) {
      offset.note(2_000 + 40L * i, 1_700 + 40L * i);
    }
    assertThat(offset.millis()).isBetween(298L, 302L);
  }

  @Test
  void beginsAnewWhereTheClockWasSet() {
    offset.note(10 * HOUR, 11 * HOUR);
    offset.note(10 * HOUR + 40, 10 * HOUR);
    assertThat(offset.millis()).isEqualTo(40);
  }

  @Test
  void whatIsNoTimeIsNoNews() {
    offset.note(10 * HOUR, 10 * HOUR - 5);
    offset.note(10 * HOUR, Long.MAX_VALUE / 1_000);
    offset.note(10 * HOUR, Long.MIN_VALUE / 1_000);
    assertThat(offset.millis()).isEqualTo(5);
  }
}
