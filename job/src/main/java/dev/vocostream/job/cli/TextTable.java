package dev.vocostream.job.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns of equal width. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    rows.add(List.of(head));
  }

  /** As many cells as there are headings. */
  void add(List<String> row) {
    rows.add(row);
  }

  /** A line of headings, then one for each row. */
  List<String> lines() {
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
    return lines;
  }

  /** An instant without its milliseconds. */
  static String seconds(String instant) {
    return instant.replaceFirst("\\.\\d+Z$", "Z");
  }
}
