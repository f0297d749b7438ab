package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraCounts;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.StatusMessage.Memory;
import dev.vocostream.state.ThinnedSpan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusJsonTest {
  private static final Memory NOTHING = new Memory(null, null, 0, 0, List.of(), List.of());

  @Test
  void writesWhatTheContractHas() throws IOException {
    JsonNode json =
        written(
            new StatusMessage(
                "yard",
                new CameraReport("yard", State.OFFLINE, "no such file", 1_000, -250L),
                new Memory(
                    2_000L,
                    9_000L,
                    3,
                    700,
                    List.of(new Gap(2_000, 9_000, "missing")),
                    List.of(new ThinnedSpan(2_000, 2_500))),
                new CameraCounts(5, 2, 8, 7),
                17L));
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"camera": "yard", "state": "offline", "reason": "no such file",
                     "since": "1970-01-01T00:00:01.000Z", "clockOffsetMillis": -250, "change": 17,
                     "newestFrame": "1970-01-01T00:00:09.000Z",
                     "memory": {"from": "1970-01-01T00:00:02.000Z", "to": "1970-01-01T00:00:09.000Z",
                                "frames": 3, "bytes": 700,
                                "gaps": [{"from": "1970-01-01T00:00:02.000Z",
                                          "to": "1970-01-01T00:00:09.000Z", "reason": "missing"}],
                                "thinned": [{"from": "1970-01-01T00:00:02.000Z",
                                             "to": "1970-01-01T00:00:02.500Z"}]},
                     "counts": {"remembered": 5, "forgotten": 2, "questions": 8, "answers": 7}}
                    """));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void leavesOutWhatIsNotThere(State state) throws IOException {
    JsonNode json =
        written(
            new StatusMessage(
                "yard", new CameraReport("yard", state, "", 0), NOTHING, CameraCounts.NONE, null));
    assertThat(json.has("newestFrame")).isFalse();
    assertThat(json.has("reason")).isFalse();
    assertThat(json.has("clockOffsetMillis")).isFalse();
    assertThat(json.has("change")).isFalse();
    assertThat(json.get("memory").has("from")).isFalse();
    assertThat(json.get("memory").has("thinned")).isFalse();
  }

  @Test
  void aCameraThatIsNoMoreIsATombstone() {
    assertThat(StatusJson.write(StatusMessage.removed("yard"))).isNull();
  }

  private static JsonNode written(StatusMessage status) throws IOException {
    JsonNode json = new ObjectMapper().readTree(StatusJson.write(status));
    assertThat(MessageSchema.of("voco.status").violations(json)).isEmpty();
    return json;
  }
}
