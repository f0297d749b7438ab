package dev.vocostream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationResultTest {
  @Test
  void saysEverythingAsJson() {
    JsonNode json = result(Map.of("accuracy", 12.5, "empty", Double.NaN)).toJson();

    assertThat(json.get("benchmark").textValue()).isEqualTo("gqa");
    assertThat(json.get("headline").textValue()).isEqualTo("accuracy");
    assertThat(json.get("score").doubleValue()).isEqualTo(12.5);
    assertThat(json.get("n").intValue()).isEqualTo(8);
    assertThat(json.get("unanswered").intValue()).isEqualTo(2);
    assertThat(json.get("unparsed").intValue()).isEqualTo(1);
    assertThat(json.get("left_out").intValue()).isEqualTo(3);
    assertThat(json.get("scores").get("empty").isNull()).isTrue();
    assertThat(json.get("conditions").get("judge").textValue()).isEqualTo("someone");
    assertThat(json.get("problems").get(0).textValue()).isEqualTo("row 3: bad");
  }

  @Test
  void saysEverythingInWords() {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", 12.345);
    scores.put("empty", Double.NaN);

    assertThat(result(scores).toText().lines().map(String::stripTrailing))
        .containsExactly(
            "gqa: 12.35 over 8 questions",
            "  accuracy                                 12.35",
            "  empty                                    -",
            "  unanswered 2, not parsed 1, left out 3",
            "  judge: someone",
            "  ! row 3: bad");
  }

  @Test
  void addsWhatWentWrongWhileAsking() {
    Problems problems = new Problems();
    for (int i = 0; i < 30; i++) {
      problems.add("picture " + i);
    }

    EvaluationResult result = result(Map.of("accuracy", 1.0)).with(problems);

    assertThat(result.leftOut()).isEqualTo(33);
    assertThat(result.problems()).hasSize(20).startsWith("row 3: bad", "picture 0");
  }

  @Test
  void needsTheScoreItIsKnownBy() {
    assertThatThrownBy(() -> result(Map.of("f1", 1.0)))
        .hasMessageContaining("gqa has no score 'accuracy'");
  }

  private static EvaluationResult result(Map<String, Double> scores) {
    List<String> problems = List.of("row 3: bad");
    Map<String, String> judge = Map.of("judge", "someone");
    return new EvaluationResult("gqa", "accuracy", scores, 8, 2, 1, 3, problems, judge);
  }
}
