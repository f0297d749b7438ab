package dev.vocostream.model.evaluation.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of tab-separated columns as pandas writes it: a header; a cell with a tab, a newline or a
 * quote in it is quoted, and a quote inside it doubled.
 */
final class Tsv implements AutoCloseable {
  private static final int END = -1;

  private final BufferedReader in;
  private final List<String> header;
  private boolean ended;

  Tsv(BufferedReader in) throws IOException {
    this.in = in;
    this.header = cells();
  }

  List<String> header() {
    return header;
  }

  /**
   * The next row by column, null behind the last one.
   *
   * @throws BadRowException if it has more or fewer cells than the header; the next one can be read
   */
  Map<String, String> next() throws IOException {
    List<String> cells = cells();
    while (!ended && cells.equals(List.of(""))) {
      cells = cells();
    }
    if (ended && cells.equals(List.of(""))) {
      return null;
    }
    if (cells.size() != header.size()) {
      throw new BadRowException(
          "expected %d columns, found %d".formatted(header.size(), cells.size()));
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), cells.get(i));
    }
    return row;
  }

  private List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int c = in.read(); ; c = in.read()) {
      boolean atStart = cell.isEmpty() && !quoted;
      if (c == '"' && (quoted || atStart)) {
        quoted = quotes(cell, quoted);
      } else if (c == END || (c == '\n' && !quoted)) {
        ended = c == END;
        cells.add(cell.toString());
        return cells;
      } else if (c == '\t' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c != '\r' || quoted) {
        cell.append((char) c);
      }
    }
  }

  /** Meets a quote; whether what follows is quoted. */
  private boolean quotes(StringBuilder cell, boolean quoted) throws IOException {
    in.mark(1);
    if (quoted && in.read() == '"') {
      cell.append('"');
      return true;
    }
    if (quoted) {
      in.reset();
    }
    return !quoted;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
