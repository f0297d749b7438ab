package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Messages of {@code voco.status} as a table for a person. */
final class CameraTable {
  private static final List<String> HEAD =
      List.of("CAMERA", "STATE", "SINCE", "NEWEST FRAME", "FRAMES", "REASON");
  private static final String GAP = "  ";

  private CameraTable() {}

  /** A line of headings, then one for each camera, in their order; columns of equal width. */
  static List<String> lines(Collection<JsonNode> cameras) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    cameras.forEach(camera -> rows.add(rowOf(camera)));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int place = column;
        int width = rows.stream().mapToInt(other -> other.get(place).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length()));
        line.append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    if (cameras.isEmpty()) {
      lines.add("no cameras; voco cameras add ID URL adds one");
    }
    return lines;
  }

  private static List<String> rowOf(JsonNode camera) {
    return List.of(
        text(camera, "camera"),
        text(camera, "state"),
        seconds(text(camera, "since")),
        seconds(text(camera, "newestFrame")),
        camera.path("memory").path("frames").asText("-"),
        camera.path("reason").asText(""));
  }

  private static String text(JsonNode camera, String field) {
    return camera.path(field).asText("-");
  }

  /** An instant without its milliseconds. */
  private static String seconds(String instant) {
    return instant.replaceFirst("\\.\\d+Z$", "Z");
  }
}
