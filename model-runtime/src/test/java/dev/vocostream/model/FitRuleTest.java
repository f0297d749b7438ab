package dev.vocostream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitRuleTest {
  @Test
  void everythingFits() {
    FitRule fit = FitRule.fit(all(3, 2), 6);
    assertThat(fit.tokensPerFrame()).isEqualTo(2);
    assertThat(fit.picks()).containsExactly(0, 1, 2);
  }

  @Test
  void firstFewerTokensAreRead() {
    FitRule fit = FitRule.fit(all(3, 4), 7);
    assertThat(fit.tokensPerFrame()).isEqualTo(2);
    assertThat(fit.picks()).containsExactly(0, 1, 2);
  }

  @Test
  void thenFewerFramesEvenlySpacedWithTheNewest() {
    FitRule fit = FitRule.fit(all(10, 2), 5);
    assertThat(fit.tokensPerFrame()).isEqualTo(1);
    assertThat(fit.picks()).containsExactly(1, 3, 5, 7, 9);
  }

  @Test
  void framesThatHaveFewTokensLeaveRoomForThoseThatHaveMore() {
    assertThat(FitRule.fit(new int[] {1, 1, 1, 4}, 7).tokensPerFrame()).isEqualTo(4);
    assertThat(FitRule.fit(new int[] {1, 1, 1, 4}, 6).tokensPerFrame()).isEqualTo(3);
    assertThat(FitRule.fit(new int[] {1, 1, 1, 4}, 3).picks()).hasSize(3);
  }

  private static int[] all(int frames, int tokens) {
    return IntStream.range(0, frames).map(i -> tokens).toArray();
  }

  @Test
  void anEmptyWindowHasNoPicks() {
    assertThat(FitRule.fit(all(0, 2), 5).picks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "7,3,1", "100,8,99", "5000,2,4001", "1000000,1,3"})
  void staysWithinThePositionsRisesAndKeepsTheNewest(int frames, int tokens, int positions) {
    FitRule fit = FitRule.fit(all(frames, tokens), positions);
    assertThat(fit.picks().length * fit.tokensPerFrame()).isBetween(1, positions);
    assertThat(fit.picks()).isSorted().doesNotHaveDuplicates();
    assertThat(fit.picks()[fit.picks().length - 1]).isEqualTo(frames - 1);
    assertThat(fit.picks()[0]).isNotNegative();
  }
}
