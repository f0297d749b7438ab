package dev.vocostream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.evaluation.Judge.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelJudgeTest {
  @Test
  void readsTheMappingInAReply() {
    assertThat(LanguageModelJudge.parse("{'pred': 'yes', 'score': 4}"))
        .contains(new Verdict(true, 4));
    assertThat(LanguageModelJudge.parse("Sure! {\"pred\":\"No\", \"score\": \"0\"} Bye."))
        .contains(new Verdict(false, 0));
    // A score is cut to a whole number.
    assertThat(LanguageModelJudge.parse("{'score': 4.8, 'pred': 'yes'}"))
        .contains(new Verdict(true, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes, 4",
        "{'pred': 'maybe', 'score': 4}",
        "{'pred': 'yes'}",
        "{'pred': 'yes', 'score': 7}",
        "{'pred': 'yes', 'score': 50}",
        "{'pred': 'yes', 'score': -1}"
      })
  void readsNothingElse(String reply) {
    assertThat(LanguageModelJudge.parse(reply)).isEmpty();
  }

  @Test
  void asksAgainForAReplyThatCannotBeRead() {
    Queue<String> replies = new ArrayDeque<>(List.of("hm", "{'pred': 'yes', 'score': 5}", "never"));
    List<String> prompts = new ArrayList<>();
    LanguageModelJudge judge =
        new LanguageModelJudge(
            "some-model-1",
            prompt -> {
              prompts.add(prompt);
              return replies.remove();
            },
            3);

    assertThat(judge.judge("Who runs?", "a man", "some guy")).contains(new Verdict(true, 5));
    assertThat(replies).containsExactly("never");
    assertThat(prompts.get(0)).contains("Who runs?", "a man", "some guy").isEqualTo(prompts.get(1));
  }

  @Test
  void givesUpAfterItsAttempts() {
    List<String> prompts = new ArrayList<>();
    LanguageModelJudge judge =
        new LanguageModelJudge(
            "some-model-1",
            prompt -> {
              prompts.add(prompt);
              return "hm";
            },
            2);

    assertThat(judge.judge("Who?", "a", "b")).isEmpty();
    assertThat(prompts).hasSize(2);
    assertThatThrownBy(() -> new LanguageModelJudge("m", p -> p, 0))
        .hasMessage("a judge needs at least 1 attempt, had 0");
  }
}
