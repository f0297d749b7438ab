package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraTableTest {
  @Test
  void aLineForEachCameraInColumns() throws Exception {
    JsonNode yard =
        new ObjectMapper()
            .readTree(
                """
                {"camera": "yard", "state": "online", "since": "2026-05-01T12:00:00.123Z",
                 "newestFrame": "2026-05-01T12:00:09.000Z", "clockOffsetMillis": -3599960,
                 "memory": {"frames": 37}}
                """);
    JsonNode gate =
        new ObjectMapper()
            .readTree("{\"camera\": \"gate-17\", \"state\": \"unknown\", \"reason\": \"silent\"}");
    assertThat(CameraTable.lines(List.of(yard, gate)))
        .containsExactly(
            "CAMERA   STATE    SINCE                 NEWEST FRAME          FRAMES  CLOCK     "
                + " REASON",
            "yard     online   2026-05-01T12:00:00Z  2026-05-01T12:00:09Z  37      +3600.0 s",
            "gate-17  unknown  -                     -                     -       -         "
                + " silent");
  }

  @Test
  void saysThatThereAreNone() {
    assertThat(CameraTable.lines(List.of())).hasSize(2).last().asString().startsWith("no cameras");
  }
}
