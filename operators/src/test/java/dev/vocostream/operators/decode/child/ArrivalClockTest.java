package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalClockTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long SECOND = 1000;

  private final ArrivalClock clock = clock(Long.MIN_VALUE);

  private static ArrivalClock clock(long last) {
    return new ArrivalClock(last, ArrivalClock.MOST_DEPARTURE_MILLIS);
  }

  private long at(long arrival, long mediaMillis) {
    return clock.timeOf(NOW + arrival, mediaMillis * 1000) - NOW;
  }

  @Test
  void aSteadyCameraHasItsArrivals() {
    for (int i = 0; i < 100; i++) {
      assertThat(at(40L * i, 7_000_000 + 40L * i)).isEqualTo(40L * i);
    }
  }

  /** Five pictures a second that come once a second, all five at once, as HLS does. */
  @Test
  void aBurstIsSpreadOverTheTimeInWhichItWasFilmed() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      times.add(at(i / 5 * SECOND, 200L * i));
    }
    // The first burst is not yet known to be one; of the others every picture has its place.
    for (int i = 5; i < 50; i++) {
      assertThat(times.get(i)).isEqualTo(200L * i - 800);
    }
    assertThat(times).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatIsDelayedOnTheWayKeepsTheTimeAtWhichItWasFilmed() {
    long seed = Long.getLong("vocostream.seed", System.nanoTime());
    System.out.println("whatIsDelayedOnTheWay seed " + seed);
    Random random = new Random(seed);
    at(0, 0);
    long arrival = 0;
    for (int i = 1; i < 500; i++) {
      arrival = Math.max(arrival, 40L * i + random.nextInt(300));
      assertThat(at(arrival, 40L * i)).as("seed %d picture %d", seed, i).isEqualTo(40L * i);
    }
  }

  @Test
  void mediaTimeThatGoesBackBeginsAnew() {
    at(0, 95_443_000);
    at(40, 95_443_040);
    assertThat(at(80, 0)).as("after a wrap").isEqualTo(80);
    assertThat(at(150, 40)).as("delayed by 30 ms").isEqualTo(120);
  }

  @Test
  void mediaTimeThatLeapsLeadsNowhere() {
    at(0, 0);
    assertThat(at(40, 3_600_000)).isEqualTo(40);
    assertThat(at(80, 3_600_040)).isEqualTo(80);
    assertThat(at(120, 80)).isEqualTo(120);
  }

  @Test
  void aCameraThatFallsBehindByMoreThanTwoSecondsIsBelievedNoMore() {
    at(0, 0);
    assertThat(at(1900, 100)).isEqualTo(100);
    assertThat(at(2200, 140)).as("2.06 s late").isEqualTo(2200);
    assertThat(at(2240, 180)).isEqualTo(2240);
  }

  /** A minute of the camera takes 60.06 s: without forgetting it would be 1.4 s behind by then. */
  @Test
  void aSlowClockIsFollowed() {
    long time = 0;
    long arrival = 0;
    for (long media = 0; media < 1_400_000; media += 40) {
      arrival = media + media / 1000;
      time = at(arrival, media);
    }
    assertThat(arrival - time).isBetween(0L, 61L);
  }

  @Test
  void picturesWithoutTimestampsHaveTheirArrivals() {
    assertThat(clock.timeOf(NOW + 1, ArrivalClock.NO_MEDIA_TIME)).isEqualTo(NOW + 1);
    assertThat(clock.timeOf(NOW + 41, 0)).isEqualTo(NOW + 41);
    assertThat(clock.timeOf(NOW + 90, ArrivalClock.NO_MEDIA_TIME)).isEqualTo(NOW + 90);
    assertThat(clock.timeOf(NOW + 150, 80_000)).isEqualTo(NOW + 121);
  }

  @Test
  void timesIncreaseStrictlyWhateverComes() {
    long seed = Long.getLong("vocostream.seed", System.nanoTime());
    System.out.println("timesIncreaseStrictlyWhateverComes seed " + seed);
    Random random = new Random(seed);
    ArrivalClock any = clock(NOW);
    long last = NOW;
    long arrival = NOW;
    long ahead = 0;
    for (int i = 0; i < 100_000; i++) {
      arrival += random.nextInt(50);
      long media = random.nextInt(10) == 0 ? random.nextLong() : arrival * 1000;
      long time = any.timeOf(arrival, media);
      assertThat(time).as("seed %d picture %d", seed, i).isGreaterThan(last);
      ahead = Math.max(ahead, time - arrival);
      last = time;
    }
    assertThat(ahead).as("seed %d", seed).isLessThan(1000);
  }

  @Test
  void aNewConnectionIsLaterThanTheLast() {
    ArrivalClock next = clock(NOW + 5);
    assertThat(next.timeOf(NOW, 0)).isEqualTo(NOW + 6);
    assertThat(next.timeOf(NOW + 40, 40_000)).isEqualTo(NOW + 40);
  }
}
