package dev.vocostream.model.evaluation.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.model.world.BlindBound;
import dev.vocostream.model.world.BlindBound.Arms;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorldReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Marks marks = new Marks();
  private WorldReport report;

  @BeforeEach
  void mark() {
    marks.count(QuestionType.COLOUR, true);
    marks.count(QuestionType.COLOUR, false);
    marks.count(QuestionType.MOVED, true);
    marks.count(QuestionType.MOVED, true);
    report =
        new WorldReport(
            JSON.createObjectNode().put("model", "m").put("voco_tokens", 2),
            Split.HELD_OUT,
            5,
            7,
            true,
            marks,
            new BlindBound(Map.of(QuestionType.MOVED, new Arms(9, 0.25, 0.3, 0.35))));
  }

  @Test
  void isOneJsonObject() throws IOException {
    assertThat(JSON.readTree(report.toJson()))
        .isEqualTo(
            JSON.readTree(
                """
                {"split": "held-out", "questions": 4, "accuracy": 0.75,
                 "by_type": {
                   "colour": {"n": 2, "accuracy": 0.5},
                   "moved": {"n": 2, "accuracy": 1.0,
                             "commonest": 0.25, "blind": 0.3, "last_frame": 0.35}},
                 "conditions": {"model": "m", "voco_tokens": 2,
                                "split": "held-out", "seed": 5, "windows": 7,
                                "typed": true}}
                """));
  }

  @Test
  void isATableForPeopleWithWhatItHoldsFor() {
    assertThat(report.lines())
        .contains("colour                   2    50.0 %   ")
        .contains("moved                    2   100.0 %    25.0 % /  30.0 % /  35.0 %")
        .contains("  of one picture         2    50.0 %", "  over time              2   100.0 %")
        .containsSubsequence(
            "  all                    4    75.0 %",
            "  model: m",
            "  voco_tokens: 2",
            "  split: held-out",
            "  seed: 5",
            "  windows: 7",
            "  typed: true");
  }
}
