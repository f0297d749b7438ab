package dev.vocostream.model.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How far each kind of tensor was from the golden one, as a table in the build directory. */
final class Differences {
  private static final Path TABLE = Path.of("target", "parity.md");
  private static final Map<String, Map<String, Double>> BY_KIND = new TreeMap<>();

  private Differences() {}

  static synchronized void note(String name, String kind, double difference) {
    BY_KIND.computeIfAbsent(kind, k -> new TreeMap<>()).merge(name, difference, Math::max);
  }

  static synchronized void write() {
    TreeSet<String> names = new TreeSet<>();
    BY_KIND.values().forEach(byName -> names.addAll(byName.keySet()));
    String head = "| largest difference by largest value | " + String.join(" | ", names) + " |\n";
    String line = "|---".repeat(names.size() + 1) + "|\n";
    String rows =
        BY_KIND.entrySet().stream()
            .map(kind -> row(kind.getKey(), kind.getValue(), names))
            .collect(Collectors.joining());
    try {
      Files.createDirectories(TABLE.getParent());
      Files.writeString(TABLE, head + line + rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String kind, Map<String, Double> byName, TreeSet<String> names) {
    return names.stream()
        .map(name -> byName.containsKey(name) ? "%.1e".formatted(byName.get(name)) : "")
        .collect(Collectors.joining(" | ", "| " + kind + " | ", " |\n"));
  }
}
