package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Segments of four seconds; number n is filmed from 4 n on. */
class HlsClockTest {
  private static final long START = Instant.parse("2026-11-29T12:00:00Z").toEpochMilli();
  private static final long SEGMENT = 4_000;
  private static final long HOUR = 3_600_000;

  private final HlsClock clock = new HlsClock();

  private static Segment segment(Optional<Instant> begins) {
    return new Segment(
        null,
        Duration.ofMillis(SEGMENT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        begins);
  }

  /** Three segments, the last one as given, by a clock that is {@code behind}. */
  private static Media list(long last, long behind, boolean ended) {
    List<Segment> segments =
        LongStream.rangeClosed(last - 2, last)
            .mapToObj(n -> segment(Optional.of(Instant.ofEpochMilli(begin(n) - behind))))
            .toList();
    return new Media(Duration.ofMillis(SEGMENT), last - 2, ended, segments);
  }

  private static long begin(long number) {
    return START + number * SEGMENT;
  }

  /** Seen {@code way} milliseconds after it was filmed to its end. */
  private void see(long last, long behind, long way) {
    clock.seen(list(last, behind, false), begin(last + 1) + way);
  }

  @Test
  void isUnknownUntilASegmentCameThatWasNotThereBefore() {
    see(10, 0, 60_000);
    assertThat(clock.offset()).isEmpty();
    see(10, 0, 61_000);
    assertThat(clock.offset()).isEmpty();
    see(11, 0, 300);
    assertThat(clock.offset()).hasValue(300);
  }

  @Test
  void isNegativeByAtLeastThatMuchWhereTheClockIsAhead() {
    see(10, -HOUR, 100);
    see(11, -HOUR, 400);
    assertThat(clock.offset()).hasValue(400 - HOUR);
  }

  @Test
  void theShortestWayLatelyCounts() {
    see(10, 500, 0);
    for (int n = 11; n < 30; n++) {
      see(n, 500, n == 20 ? 200 : 3_000);
      assertThat(clock.offset()).hasValue(n >= 20 && n < 28 ? 700 : 3_500);
    }
  }

  @Test
  void ofSeveralNewSegmentsTheNewestCounts() {
    see(10, 0, 0);
    see(14, 0, 250);
    assertThat(clock.offset()).hasValue(250);
  }

  @Test
  void aClockThatIsSetForwardIsKnownAtOnceAndOneThatIsSetBackAfterEightSegments() {
    see(10, 0, 100);
    see(11, 0, 100);
    see(12, -HOUR, 100);
    assertThat(clock.offset()).hasValue(100 - HOUR);
    for (int n = 13; n < 21; n++) {
      assertThat(clock.offset()).hasValue(100 - HOUR);
      see(n, 0, 100);
    }
    assertThat(clock.offset()).hasValue(100);
  }

  @Test
  void aListThatIsOlderThanTheOneBeforeTellsNothing() {
    see(10, 0, 0);
    see(11, 0, 300);
    clock.seen(list(10, 0, false), begin(12) + 900); // from a cache
    clock.seen(list(11, 0, false), begin(12) + 1_900);
    see(12, 0, 2_000);
    assertThat(clock.offset()).hasValue(300);
  }

  @Test
  void aServerThatBeganAnewIsMeasuredAnew() {
    see(10, -HOUR, 100);
    see(11, -HOUR, 100);
    clock.seen(list(2, 0, false), begin(3));
    see(3, 0, 200);
    assertThat(clock.offset()).hasValue(200);
  }

  @Test
  void whatIsNoTimeIsNoNews() {
    see(10, 0, 0);
    see(11, 0, 700);
    see(12, -8_000L * 366 * 24 * HOUR, 0);
    clock.seen(
        new Media(Duration.ofSeconds(4), 13, false, List.of(segment(Optional.empty()))), begin(14));
    clock.seen(new Media(Duration.ofSeconds(4), 99, false, List.of()), begin(99));
    assertThat(clock.offset()).hasValue(700);
  }

  @Test
  void aRecordingTellsNothing() {
    clock.seen(list(10, 0, true), begin(11));
    clock.seen(list(11, 0, true), begin(12));
    assertThat(clock.offset()).isEmpty();
  }
}
