package dev.vocostream.operators.decode.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines that a decoder wrote to standard error: few, short, without credentials and
 * without control characters, so that they can go into a message. A line has no say in how much
 * memory it takes.
 */
final class LastWords {
  private static final int LINES = 20;
  private static final int LINE_CHARS = 300;

  /** Greedy up to the last @ of a word: a password may hold any of : / ? # and @ itself. */
  private static final Pattern CREDENTIALS = Pattern.compile("(\\w+:/+)\\S*@");

  private static final Pattern CRASH = Pattern.compile("^#\\s+SIG[A-Z]+ ");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final ArrayDeque<String> lines = new ArrayDeque<>();

  /** Reads to the end of the pipe. */
  void readAll(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        add(line.toString());
        line.setLength(0);
      } else if (line.length() < LINE_CHARS) {
        line.append((char) (next < 128 ? next : '?'));
      }
    }
    add(line.toString());
  }

  private synchronized void add(String line) {
    String harmless = harmless(line);
    if (harmless.isEmpty()) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(harmless);
  }

  /** Oldest first. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The line to tell: of a crash that which names it, else the last one; may be empty. */
  synchronized String summary() {
    String last = lines.isEmpty() ? "" : lines.peekLast();
    return lines.stream().filter(line -> CRASH.matcher(line).find()).findFirst().orElse(last);
  }

  /** Text of a decoder as it may be shown. */
  static String harmless(String text) {
    String plain = CONTROL.matcher(text).replaceAll(" ");
    return CREDENTIALS.matcher(plain).replaceAll("$1***@").strip();
  }
}
