package dev.vocostream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingRuleTest {

  @ParameterizedTest(name = "{0} fps: after {1}, {2} is kept: {3}")
  @CsvSource({
    "1, 0, 999, false",
    "1, 0, 1000, true",
    "1, 900, 1000, true",
    "1, 1000, 1999, false",
    "1, 1000, 5000, true",
    "1, 1000, 1000, false",
    "1, 1000, 500, false",
    "2, 0, 499, false",
    "2, 0, 500, true",
    "0.5, 1999, 2000, true",
    "0.5, 2000, 3999, false",
    "1, -500, -1, false",
    "1, -500, 0, true",
    "1000, 7, 8, true",
  })
  void keepsTheFirstFrameOfEachSlot(double fps, long lastKept, long time, boolean kept) {
    assertThat(new SamplingRule(fps).keeps(lastKept, time)).isEqualTo(kept);
  }

  @Test
  void keepsTheVeryFirstFrame() {
    assertThat(new SamplingRule(0.001).keeps(SamplingRule.NONE, 0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 25", "2, 29.97", "3, 10", "7, 25", "0.3, 12.5", "10, 10", "30, 25"})
  void averagesTheWantedRateWhateverTheCameraRate(double fps, double cameraFps) {
    long start = 1_700_000_000_123L;
    int seconds = 1000;
    long kept = countKept(new SamplingRule(fps), cameraFps, start, seconds);
    assertThat(kept)
        .isBetween(
            (long) Math.floor(Math.min(fps, cameraFps) * seconds) - 1,
            (long) Math.ceil(Math.min(fps, cameraFps) * seconds) + 1);
  }

  private static long countKept(SamplingRule rule, double cameraFps, long start, int seconds) {
    long last = SamplingRule.NONE;
    long kept = 0;
    for (long i = 0; i < cameraFps * seconds; i++) {
      long time = start + (long) (i * 1000 / cameraFps);
      if (rule.keeps(last, time)) {
        last = time;
        kept++;
      }
    }
    return kept;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesRatesThatAreNone(double fps) {
    assertThatThrownBy(() -> new SamplingRule(fps))
        .hasMessage("fps must be positive and finite, was " + fps);
  }
}
