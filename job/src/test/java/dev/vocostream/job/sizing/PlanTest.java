package dev.vocostream.job.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Figures SEVEN_BILLION =
      new Figures(20, 5, 3, 0.5, 524_288, 19L << 30, 338_688, 0.15, 110_000_000, 8, 4, 2.3, 2);

  @Test
  void aHundredCamerasOfTenMinutesAreTheGigabytesOneReckonsByHand() {
    List<Need> needs = Plan.of(load(100, 1, 1, 1), SEVEN_BILLION);
    // 601 frames, as both ends of ten minutes count, of 512 KiB
    assertThat(amount(needs, "state")).isEqualTo(100.0 * 601 * 524_288);
    assertThat(amount(needs, "heap to find it, all together")).isEqualTo(100.0 * 601 * 170);
    assertThat(amount(needs, "new state")).isEqualTo(100.0 * 524_288);
    assertThat(amount(needs, "checkpoint traffic")).isCloseTo(2.3 * 100 * 524_288, within(1.0));
    assertThat(amount(needs, "disk of task managers, all together"))
        .isEqualTo(2.0 * 100 * 601 * 524_288);
    assertThat(amount(needs, "network from cameras")).isEqualTo(50e6);
    assertThat(amount(needs, "cores to decode")).isCloseTo(15, within(1e-9));
    assertThat(amount(needs, "memory to decode")).isEqualTo(13 * 110e6);
    assertThat(amount(needs, "network between subtasks")).isEqualTo(100.0 * 338_688);
  }

  @Test
  void devicesAreSharedByFramesQuestionsAndMonitors() {
    // 100 frames/s at 20 are 5 devices, busy half of the time: 10
    assertThat(amount(Plan.of(load(100, 1, 1, 1), SEVEN_BILLION), "devices")).isEqualTo(10);
    // 5 questions/s at 5 are one more, and so are two monitors every 6.67 s at 15 answers/s x 2
    Load asked =
        new Load(
            100, 1, 1, Duration.ofMinutes(10), Thinning.NONE, 1, 300, 2, Duration.ofMillis(13_333));
    assertThat(amount(Plan.of(asked, SEVEN_BILLION), "devices")).isEqualTo(15);
    assertThat(amount(Plan.of(load(1, 0.01, 1, 1), SEVEN_BILLION), "devices")).isEqualTo(1);
  }

  @Test
  void scenesThatRestNeedLess() {
    List<Need> busy = Plan.of(load(10, 2, 2, 1), SEVEN_BILLION);
    List<Need> resting = Plan.of(load(10, 2, 2, 0.1), SEVEN_BILLION);
    assertThat(amount(resting, "new state"))
        .isCloseTo(amount(busy, "new state") / 10, within(1e-3));
    assertThat(amount(resting, "state")).isLessThan(amount(busy, "state") / 9);
    assertThat(amount(resting, "network between subtasks"))
        .isEqualTo(amount(busy, "network between subtasks"));
  }

  @Test
  void thinnedMemoriesTakeLessAndFramesThatAreCutAreWrittenAgain() {
    Duration day = Duration.ofDays(1);
    Thinning thinning =
        new Thinning(
            List.of(
                Step.cut(Duration.ofHours(1), 1),
                Step.drop(Duration.ofHours(2), Duration.ofSeconds(10))));
    Load load = new Load(10, 1, 2, day, thinning, 1, 0, 0, day);
    List<Need> needs = Plan.of(load, SEVEN_BILLION);
    assertThat(amount(needs, "state"))
        .isEqualTo(10.0 * (3_601 * 2 + 3_601 + 22 * 360 + 1) * 524_288);
    assertThat(amount(needs, "new state")).isEqualTo(10.0 * 3 * 524_288);
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> load(0, 1, 1, 1)).hasMessage("cameras must be positive, were 0");
    assertThatThrownBy(() -> load(1, 1, 1, 1.5))
        .hasMessage("changed must be above 0 and at most 1, was 1.5");
    assertThatThrownBy(() -> new Figures(0, 5, 3, 0.5, 1, 1, 1, 1, 1, 8, 4, 2, 2))
        .hasMessage("compressed-per-second must be positive, was 0.0");
  }

  private static Load load(int cameras, double fps, int tokens, double changed) {
    return new Load(
        cameras,
        fps,
        tokens,
        Duration.ofMinutes(10),
        Thinning.NONE,
        changed,
        0,
        0,
        Duration.ofSeconds(5));
  }

  private static double amount(List<Need> needs, String name) {
    return needs.stream()
        .filter(need -> need.name().equals(name))
        .findFirst()
        .orElseThrow()
        .amount();
  }
}
