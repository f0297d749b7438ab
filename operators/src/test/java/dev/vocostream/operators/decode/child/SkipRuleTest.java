package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.child.SkipRule.Skip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkipRuleTest {
  /** After 20 s of 25 pictures a second with a key frame every {@code gop} of them. */
  @ParameterizedTest
  @CsvSource({
    "1, 25, NON_KEY",
    "1, 26, NON_KEY",
    "1, 27, NON_REFERENCE",
    "1, 50, NON_REFERENCE",
    "1, 1, NON_KEY",
    "0.5, 50, NON_KEY",
    "0.1, 250, NON_REFERENCE", // too few of them were seen so far
    "5, 5, NON_KEY",
    "5, 25, NOTHING",
    "25, 1, NON_KEY",
    "25, 2, NOTHING",
  })
  void keyFramesAreEnoughIfTheyComeOftenEnough(double fps, int gop, Skip expected) {
    SkipRule rule = new SkipRule(Sampling.of(fps));
    Skip skip = null;
    for (int i = 0; i < 500; i++) {
      skip = rule.at(i % gop == 0, 40L * i);
    }
    assertThat(skip).isEqualTo(expected);
  }

  @Test
  void everythingIsDecodedUntilThatIsKnown() {
    SkipRule rule = new SkipRule(Sampling.of(5));
    assertThat(rule.at(false, 0)).isEqualTo(Skip.NOTHING);
    assertThat(rule.at(true, 40)).isEqualTo(Skip.NOTHING);
    assertThat(rule.at(true, 240)).isEqualTo(Skip.NOTHING);
    assertThat(rule.at(true, 440)).isEqualTo(Skip.NON_KEY);
    assertThat(rule.at(false, 480)).isEqualTo(Skip.NON_KEY);
  }

  @Test
  void fromALateKeyFrameOnEverythingIsDecodedAgain() {
    SkipRule rule = new SkipRule(Sampling.of(5));
    for (long time = 0; time <= 1000; time += 200) {
      rule.at(true, time);
    }
    assertThat(rule.at(false, 9000)).as("there is nothing to begin from").isEqualTo(Skip.NON_KEY);
    assertThat(rule.at(true, 9040)).isEqualTo(Skip.NOTHING);
    assertThat(rule.at(false, 9080)).isEqualTo(Skip.NOTHING);
  }

  @Test
  void timeThatGoesBackProvesNothing() {
    SkipRule rule = new SkipRule(Sampling.of(5));
    rule.at(true, 0);
    rule.at(true, 200);
    assertThat(rule.at(true, 100)).isEqualTo(Skip.NOTHING);
  }
}
