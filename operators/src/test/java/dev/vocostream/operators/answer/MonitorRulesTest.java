package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonitorRulesTest {
  private static final long FOREVER = Long.MAX_VALUE;
  private static final int ROUNDS = 500;

  private final long seed = Long.getLong("monitors.seed", System.nanoTime());
  private final Random random = new Random(seed);

  // -- when it is due

  @Test
  void isDueWithTheFirstFrameOfEachSlot() {
    List<Long> frames = List.of(7_300L, 8_300L, 9_300L, 10_300L, 11_300L, 15_000L, 26_000L);
    assertThat(dueOf(new MonitorSchedule(5_000, FOREVER), frames))
        .containsExactly(7_300L, 10_300L, 15_000L, 26_000L);
    assertThat(dueOf(new MonitorSchedule(0, FOREVER), frames)).isEqualTo(frames);
  }

  @Test
  void theLastMomentIsLookedAtAndOneFrameAfterItSaysThatItIsOver() {
    MonitorSchedule schedule = new MonitorSchedule(5_000, 12_000);
    assertThat(schedule.isOver(12_000)).isFalse();
    assertThat(schedule.next(10_000L)).isEqualTo(12_001);
    assertThat(schedule.isOver(12_001)).isTrue();
    assertThat(schedule.next(12_001L)).isEqualTo(Long.MAX_VALUE);
    assertThat(new MonitorSchedule(0, 12_000).next(12_000L)).isEqualTo(12_001);
  }

  @Test
  void isDueOnceInASlotThatHasAFrameAndSharesItsFrameWithEveryMultiple() {
    System.out.println("monitors.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      long every = 1 + random.nextInt(5_000);
      long times = 2 + random.nextInt(5);
      List<Long> frames = frames();
      List<Long> due = dueOf(new MonitorSchedule(every, FOREVER), frames);
      Set<Long> slots = new HashSet<>();
      frames.forEach(frame -> slots.add(Math.floorDiv(frame, every)));
      assertThat(due).as("seed %d, every %d", seed, every).hasSize(slots.size());
      assertThat(due)
          .as("seed %d, %d times every %d", seed, times, every)
          .containsAll(dueOf(new MonitorSchedule(every * times, FOREVER), frames));
    }
  }

  /** Increasing, with gaps of all sizes. */
  private List<Long> frames() {
    List<Long> frames = new ArrayList<>();
    long time = random.nextLong(1_000_000_000_000L) - 1_000;
    for (int i = 0; i < 60; i++) {
      frames.add(time);
      time += 1 + random.nextInt(random.nextInt(10) == 0 ? 30_000 : 1_500);
    }
    return frames;
  }

  private static List<Long> dueOf(MonitorSchedule schedule, List<Long> frames) {
    List<Long> due = new ArrayList<>();
    Long last = null;
    for (long frame : frames) {
      if (frame >= schedule.next(last)) {
        due.add(frame);
        last = frame;
      }
    }
    return due;
  }

  // -- what is raised and cleared

  @Test
  void betweenTheBoundsNothingChanges() {
    AlertRule rule = new AlertRule(0.8, 0.4, 0);
    assertThat(changes(rule, 1_000, 0.8, 0.81, 0.5, 0.9, 0.4, 0.39, 0.7, 1.0))
        .containsExactly(null, State.RAISED, null, null, null, State.CLEARED, null, State.RAISED);
  }

  @Test
  void aCoolDownHoldsTheNextAlertBackUntilItIsOverAndNoClear() {
    AlertRule rule = new AlertRule(0.5, 0.5, 3_000);
    assertThat(changes(rule, 1_000, 1, 0, 1, 1, 0, 1))
        .containsExactly(State.RAISED, State.CLEARED, null, State.RAISED, State.CLEARED, null);
  }

  @Test
  void raisedAndClearedAlternateAndRaisesAreApart() {
    System.out.println("monitors.seed=" + seed);
    for (int round = 0; round < ROUNDS; round++) {
      double one = random.nextDouble();
      double other = random.nextDouble();
      AlertRule rule =
          new AlertRule(Math.max(one, other), Math.min(one, other), random.nextInt(10_000));
      MonitorRun run = MonitorRun.NEW;
      State last = State.CLEARED;
      Long raisedAt = null;
      for (long at : frames()) {
        double found = random.nextDouble();
        State change = rule.change(run.asked(at), found, at);
        run = run.asked(at).answered(found, change);
        if (change != null) {
          assertThat(change).as("seed %d", seed).isNotEqualTo(last);
          last = change;
          assertThat(change == State.RAISED ? found > rule.raiseAbove() : found < rule.clearBelow())
              .isTrue();
        }
        if (change == State.RAISED) {
          long apart = raisedAt == null ? FOREVER : at - raisedAt;
          assertThat(apart).as("seed %d", seed).isGreaterThanOrEqualTo(rule.coolDownMillis());
          raisedAt = at;
        }
        assertThat(run.raised()).isEqualTo(last == State.RAISED);
      }
    }
  }

  @Test
  void boundsThatContradictEachOtherAreRefusedWithAllOfThem() {
    assertThatThrownBy(() -> new AlertRule(0.4, 0.6, 0))
        .hasMessageContaining("clearBelow 0.6, raiseAbove 0.4, coolDown 0 ms");
    assertThatThrownBy(() -> new AlertRule(1.1, 0.6, 0)).hasMessageContaining("raiseAbove 1.1");
    assertThatThrownBy(() -> new AlertRule(Double.NaN, 0.6, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new AlertRule(0.5, Double.NaN, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new AlertRule(0.5, 0.5, -1)).hasMessageContaining("-1 ms");
  }

  private static List<State> changes(AlertRule rule, long step, double... found) {
    List<State> changes = new ArrayList<>();
    MonitorRun run = MonitorRun.NEW;
    for (int i = 0; i < found.length; i++) {
      run = run.asked(i * step);
      State change = rule.change(run, found[i], i * step);
      changes.add(change);
      run = run.answered(found[i], change);
    }
    return changes;
  }

  // -- what it is called

  @Test
  void anAlertIsCalledTheSameOnlyIfAllIsTheSame() {
    Monitor monitor = monitor("m", "Is it?", 0.8);
    String id = AlertId.of(monitor, "yard", State.RAISED, 5);
    assertThat(id).hasSize(32).isEqualTo(AlertId.of(monitor, "yard", State.RAISED, 5));
    assertThat(
            Set.of(
                id,
                AlertId.of(monitor("n", "Is it?", 0.8), "yard", State.RAISED, 5),
                AlertId.of(monitor("m", "Was it?", 0.8), "yard", State.RAISED, 5),
                AlertId.of(monitor("m", "Is it?", 0.7), "yard", State.RAISED, 5),
                AlertId.of(monitor, "door", State.RAISED, 5),
                AlertId.of(monitor, "yard", State.CLEARED, 5),
                AlertId.of(monitor, "yard", State.RAISED, 6)))
        .hasSize(7);
  }

  @Test
  void aMonitorThatOnlyWatchesOtherCamerasIsTheSame() {
    Monitor all = new Monitor("m", List.of(), "Is it?", 0, null, 0.8, 0.4, 0, null);
    Monitor one = new Monitor("m", List.of("yard"), "Is it?", 0, null, 0.8, 0.4, 0, null);
    assertThat(AlertId.version(all)).isEqualTo(AlertId.version(one));
    assertThat(all.watches("door")).isTrue();
    assertThat(one.watches("door")).isFalse();
  }

  private static Monitor monitor(String id, String text, double raiseAbove) {
    return new Monitor(id, List.of(), text, 0, 1_000L, raiseAbove, 0.4, 0, null);
  }
}
