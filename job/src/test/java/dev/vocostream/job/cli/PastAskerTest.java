package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastAskerTest {
  @Test
  void aQuestionThatTheJobWouldTakeIsTaken() {
    assertThat(PastAsker.message(about("What moved?")).question().text()).isEqualTo("What moved?");
  }

  @Test
  void aRefusedQuestionIsToldItsBound() {
    assertThatThrownBy(() -> PastAsker.message(about("a".repeat(2_001))))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("the question is refused: text: ")
        .hasMessageContaining("at most 2,000 characters");
  }

  /** Of such a message the job reads nothing, not even the id. */
  @Test
  void oneThatIsTooLargeToBeReadIsToldItsBoundAsWell() {
    assertThatThrownBy(() -> PastAsker.message(about("a".repeat(70_000))))
        .isInstanceOf(SetupException.class)
        .hasMessageMatching(
            "the question is refused: expected at most 65536 bytes, found 70[0-9]{3}");
  }

  private static Ask about(String text) {
    return Ask.about(List.of("yard"), text);
  }
}
