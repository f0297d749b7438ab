package dev.vocostream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void countsFramesAndBytes() {
    Timeline timeline = new Timeline();
    timeline.add(3, 10);
    timeline.add(1, 20);
    timeline.add(3, 5);
    assertThat(timeline.span(null)).isEqualTo(new MemorySpan(1L, 3L, 2, 25, null));
    assertThat(timeline.removeOldest()).isEqualTo(1);
    assertThat(timeline.bytes()).isEqualTo(5);
  }

  @Test
  void retentionKeepsExactlyItsAge() {
    Timeline timeline = new Timeline();
    timeline.add(0, 1);
    timeline.add(1_000, 1);
    assertThat(new Retention(Duration.ofSeconds(1), 9, 9).isExceededBy(timeline)).isFalse();
    assertThat(new Retention(Duration.ofMillis(999), 9, 9).isExceededBy(timeline)).isTrue();
  }

  @Test
  void retentionRefusesBoundsThatKeepNothing() {
    assertThatThrownBy(() -> new Retention(Duration.ZERO, 1, 1))
        .hasMessage("retain must be positive, was PT0S");
    assertThatThrownBy(() -> new Retention(Duration.ofSeconds(1), 0, 1))
        .hasMessage("maxFrames must be positive, was 0");
    assertThatThrownBy(() -> new Retention(Duration.ofSeconds(1), 1, -1))
        .hasMessage("maxBytes must be positive, was -1");
  }
}
