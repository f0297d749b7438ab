package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClockNewsTest {
  private final ClockNews news = new ClockNews();

  @Test
  void isSaidOnceItIsKnownAndAgainWhereItHasMoved() {
    assertThat(news.isNews(OptionalLong.empty(), 0)).isFalse();
    assertThat(news.isNews(OptionalLong.of(-3_600_000), 100)).isTrue();
    assertThat(news.isNews(OptionalLong.of(-3_599_800), 20_000)).isFalse();
    assertThat(news.isNews(OptionalLong.of(-3_599_750), 20_000)).isTrue();
  }

  @Test
  void aClockThatLeapsAllTheTimeIsSaidEveryTenSeconds() {
    int said = 0;
    for (long now = 0; now < 60_000; now += 100) {
      said += news.isNews(OptionalLong.of(now % 1_000 * 10_000), now) ? 1 : 0;
    }
    assertThat(said).isEqualTo(6);
  }

  @Test
  void afterAnAbsenceItIsSaidAgainInItsTime() {
    assertThat(news.isNews(OptionalLong.of(5), 0)).isTrue();
    news.forget();
    assertThat(news.isNews(OptionalLong.of(5), 9_999)).isFalse();
    assertThat(news.isNews(OptionalLong.of(5), 10_000)).isTrue();
  }
}
