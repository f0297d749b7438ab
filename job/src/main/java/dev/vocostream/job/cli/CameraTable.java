package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Messages of {@code voco.status} as a table for a person. */
final class CameraTable {
  private CameraTable() {}

  /** A line of headings, then one for each camera, in their order; columns of equal width. */
  static List<String> lines(Collection<JsonNode> cameras) {
    TextTable table =
        new TextTable("CAMERA", "STATE", "SINCE", "NEWEST FRAME", "FRAMES", "CLOCK", "REASON");
    cameras.forEach(camera -> table.add(rowOf(camera)));
    List<String> lines = table.lines();
    if (cameras.isEmpty()) {
      lines.add("no cameras; voco cameras add ID URL adds one");
    }
    return lines;
  }

  private static List<String> rowOf(JsonNode camera) {
    return List.of(
        text(camera, "camera"),
        text(camera, "state"),
        TextTable.seconds(text(camera, "since")),
        TextTable.seconds(text(camera, "newestFrame")),
        camera.path("memory").path("frames").asText("-"),
        clock(camera.path("clockOffsetMillis")),
        camera.path("reason").asText(""));
  }

  /** Where the camera's own clock stands beside ours. */
  private static String clock(JsonNode behind) {
    return behind.isNumber()
        ? String.format(Locale.ROOT, "%+.1f s", -behind.asLong() / 1_000.0)
        : "-";
  }

  private static String text(JsonNode camera, String field) {
    return camera.path(field).asText("-");
  }
}
