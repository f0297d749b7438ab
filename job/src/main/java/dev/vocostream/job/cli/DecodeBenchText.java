package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of {@code voco bench decode} as people read them. */
final class DecodeBenchText {
  private DecodeBenchText() {}

  static List<String> lines(JsonNode figures) {
    List<String> lines = new ArrayList<>();
    figures
        .get("conditions")
        .properties()
        .forEach(
            entry -> lines.add("  %-18s %s".formatted(entry.getKey(), text(entry.getValue()))));
    lines.add("");
    figures
        .get("cameras_per_core")
        .properties()
        .forEach(entry -> lines.add(line(figures, entry.getKey())));
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-18s %.0f MB resident a child; every picture accounted for: %s",
            "memory",
            figures.get("child_rss_mb").asDouble(),
            figures.get("frames_accounted").asBoolean() ? "yes" : "NO"));
    if (!figures.get("kept_up").asBoolean()) {
      lines.add("  the machine was too busy to decode all that was due: figures are too good");
    }
    if (figures.at("/conditions/ffmpeg_command").isNull()) {
      lines.add(
          "  no ffmpeg command runs here, so there is nothing to compare with: install ffmpeg, or"
              + " libpulse0 for the one that came with the libraries");
    }
    return lines;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "none" : value.asText();
  }

  private static String line(JsonNode figures, String strategy) {
    JsonNode ratio = figures.get("ratio_to_ffmpeg").get(strategy);
    return String.format(
            Locale.ROOT,
            "  %-18s %.1f cameras a core%s",
            strategy,
            figures.get("cameras_per_core").get(strategy).asDouble(),
            spread(figures, "cameras_per_core", strategy, 1))
        + (ratio.isNull()
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.2f of ffmpeg's%s",
                ratio.asDouble(),
                spread(figures, "ratio_to_ffmpeg", strategy, 2)));
  }

  private static String spread(JsonNode figures, String figure, String strategy, int decimals) {
    JsonNode of = figures.at("/spread/" + figure + "/" + strategy);
    String format = " (%%.%1$df to %%.%1$df)".formatted(decimals);
    return String.format(Locale.ROOT, format, of.get(0).asDouble(), of.get(1).asDouble());
  }
}
