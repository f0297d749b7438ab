package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.state.Thinning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateBudgetTest {
  private static final Thinning NONE = Thinning.NONE;

  /** 8 tokens of 1,000 bytes: 8,000 bytes a frame. */
  private static final ModelDescription MODEL =
      new ModelDescription("m", "f", true, 336, 8, 1_000, 4_096, false);

  @Test
  void newestFramesOfAModelThatReadsThemInFullAreThereAsPictures() {
    CameraSettings camera = camera(2, Duration.ofSeconds(10), 1_000, Long.MAX_VALUE, 0);
    ModelDescription hybrid = new ModelDescription("m", "f", true, 336, 8, 1_000, 4_096, true);

    assertThat(StateBudget.bytesOf(camera, hybrid, NONE)).isEqualTo(21 * 8_000 + 4 * 336 * 336 * 3);
  }

  @Test
  void timeBoundsACameraAndCountsBothItsEnds() {
    CameraSettings camera = camera(2, Duration.ofSeconds(10), 1_000, Long.MAX_VALUE, 0);

    assertThat(StateBudget.bytesOf(camera, MODEL, NONE)).isEqualTo(21 * 8_000);
  }

  @Test
  void framesBoundACameraThatKeepsThemForLong() {
    CameraSettings camera = camera(1, Duration.ofDays(36_500), 7, Long.MAX_VALUE, 0);

    assertThat(StateBudget.bytesOf(camera, MODEL, NONE)).isEqualTo(7 * 8_000);
  }

  @Test
  void bytesBoundACameraButForItsNewestFrame() {
    Duration day = Duration.ofDays(1);

    assertThat(StateBudget.bytesOf(camera(1, day, 1_000, 9_000, 0), MODEL, NONE)).isEqualTo(9_000);
    assertThat(StateBudget.bytesOf(camera(1, day, 1_000, 10, 0), MODEL, NONE)).isEqualTo(8_000);
  }

  @Test
  void fewerTokensTakeLessAndMoreThanTheModelMakesTakeNoMore() {
    Duration second = Duration.ofSeconds(1);

    assertThat(StateBudget.bytesOf(camera(1, second, 10, 1_000_000, 2), MODEL, NONE))
        .isEqualTo(2 * 2_000);
    assertThat(StateBudget.bytesOf(camera(1, second, 10, 1_000_000, 99), MODEL, NONE))
        .isEqualTo(2 * 8_000);
  }

  @Test
  void olderFramesTakeLessWhereTheyAreThinned() {
    Thinning thinning = MemoryOptions.thinning("after 10 s 2 tokens, after 20 s a frame every 5 s");
    CameraSettings camera = camera(1, Duration.ofSeconds(60), 1_000, Long.MAX_VALUE, 0);
    // 11 frames of 8 tokens, 11 of 2, and in 40 s 9 of 2
    assertThat(StateBudget.bytesOf(camera, MODEL, thinning))
        .isEqualTo((11 * 8 + 11 * 2 + 9 * 2) * 1_000);
    CameraSettings fewer = camera(1, Duration.ofSeconds(60), 12, Long.MAX_VALUE, 0);
    assertThat(StateBudget.bytesOf(fewer, MODEL, thinning)).isEqualTo((11 * 8 + 2) * 1_000);
    CameraSettings shorter = camera(1, Duration.ofSeconds(5), 1_000, Long.MAX_VALUE, 0);
    assertThat(StateBudget.bytesOf(shorter, MODEL, thinning)).isEqualTo(6 * 8_000);
  }

  @Test
  void everyFrameTakesHeapHoweverSmallItIs() {
    Duration time = Duration.ofSeconds(60);
    assertThat(heapOf(camera(1, time, 1_000, Long.MAX_VALUE, 0), NONE)).isEqualTo(61 * 170);
    assertThat(heapOf(camera(1, time, 12, Long.MAX_VALUE, 0), NONE)).isEqualTo(12 * 170);
    assertThat(heapOf(camera(1, time, 1_000, 5 * 8_000, 0), NONE)).isEqualTo(5 * 170);
    assertThat(heapOf(camera(1, time, 1_000, 10, 0), NONE)).isEqualTo(170);
    Thinning thinning = MemoryOptions.thinning("after 10 s 2 tokens, after 20 s a frame every 5 s");
    assertThat(heapOf(camera(1, time, 1_000, Long.MAX_VALUE, 0), thinning))
        .isEqualTo((11 + 11 + 9) * 170);
  }

  private static long heapOf(CameraSettings camera, Thinning thinning) {
    return StateBudget.heapOf(camera, MODEL, thinning);
  }

  @Test
  void camerasAddUpAndNeverOverflow() {
    CameraSettings small = camera(1, Duration.ofSeconds(1), 1, 1_000_000, 0);
    ModelDescription huge =
        new ModelDescription("h", "f", true, 336, 1 << 15, 1 << 16, 4_096, false);
    CameraSettings endless =
        camera(60, Duration.ofDays(36_500), Integer.MAX_VALUE, Long.MAX_VALUE, 0);

    assertThat(StateBudget.bytesOf(List.of(), MODEL, NONE)).isZero();
    assertThat(StateBudget.bytesOf(List.of(small, small), MODEL, NONE)).isEqualTo(16_000);
    assertThat(StateBudget.bytesOf(List.of(endless, endless, endless), huge, NONE))
        .isEqualTo(Long.MAX_VALUE);
  }

  private static CameraSettings camera(
      double fps, Duration retain, int maxFrames, long maxBytes, int tokens) {
    return new CameraSettings(
        "yard",
        "yard.mp4",
        fps,
        Play.LOOP,
        Pace.LIVE,
        retain,
        maxFrames,
        maxBytes,
        tokens,
        0,
        "",
        false,
        true);
  }
}
