package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of {@code voco bench job} as people read them. */
final class BenchJobText {
  private BenchJobText() {}

  static List<String> lines(JsonNode figures) {
    List<String> lines = new ArrayList<>();
    figures
        .get("conditions")
        .properties()
        .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue().asText())));
    lines.add("");
    boolean whole = figures.has("questions"); // else first words are all that was measured
    if (whole) {
      lines.addAll(rates(figures));
    }
    lines.add(firstWords(figures));
    if (whole) {
      lines.addAll(monitors(figures.get("monitors")));
      lines.addAll(sizes(figures));
    }
    return lines;
  }

  private static List<String> rates(JsonNode figures) {
    JsonNode questions = figures.get("questions");
    return List.of(
        line(
            "questions",
            "%s alone%s, %s each of 100 together: %.2f of it",
            seconds(questions.get("first_s")),
            spread(figures, "questions.first_s"),
            seconds(questions.get("hundredth_s")),
            questions.get("ratio")),
        line("", "%.0f times as many as compressing anew", figures.get("reencode_ratio_128")),
        line("frames", "%.2f of the bare model's rate", figures.get("job_over_bare_frames")));
  }

  private static String firstWords(JsonNode figures) {
    JsonNode first = figures.get("ttft");
    return line(
        "first word",
        "%s for text alone%s, in the job %s with a frame, %s with a hot window%s, %s with a cold"
            + " one%s",
        seconds(first.get("text_only_s")),
        spread(figures, "ttft.text_only_s"),
        seconds(first.get("one_frame_s")),
        seconds(first.get("hot256_s")),
        spread(figures, "ttft.hot256_s"),
        seconds(first.get("cold256_s")),
        spread(figures, "ttft.cold256_s"));
  }

  private static List<String> monitors(JsonNode monitors) {
    JsonNode late = monitors.get("p95_s");
    return List.of(
        line(
            "monitors",
            "%s alone, %s each of 100 due together: %.2f of it",
            seconds(monitors.get("one_s")),
            seconds(monitors.get("hundred_s")),
            monitors.get("ratio")),
        line(
            "",
            "95 of 100 scores within %s of the frame with 1 due, %s with 10, %s with 100",
            seconds(late.get("1")),
            seconds(late.get("10")),
            seconds(late.get("100"))));
  }

  private static List<String> sizes(JsonNode figures) {
    JsonNode checkpoint = figures.get("checkpoint");
    return List.of(
        line(
            "checkpoints",
            "%.2f bytes for a new one%s, %.2f on average; %s of small windows, %s of large ones",
            checkpoint.get("bytes_per_new_byte"),
            spread(figures, "checkpoint.bytes_per_new_byte"),
            checkpoint.get("mean_bytes_per_new_byte"),
            seconds(checkpoint.get("seconds_small_window")),
            seconds(checkpoint.get("seconds_large_window"))),
        line("on disk", "%.2f of what is remembered", figures.get("disk_over_payload")));
  }

  private static String line(String what, String format, Object... values) {
    Object[] plain = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      plain[i] = values[i] instanceof JsonNode number ? number.asDouble() : values[i];
    }
    String text = values.length == 0 ? format : String.format(Locale.ROOT, format, plain);
    return "  %-18s %s".formatted(what, text);
  }

  private static String seconds(JsonNode value) {
    return String.format(Locale.ROOT, "%.3f s", value.asDouble());
  }

  private static String spread(JsonNode figures, String figure) {
    JsonNode of = figures.get("spread").get(figure);
    return String.format(
        Locale.ROOT, " (%.3f to %.3f)", of.get(0).asDouble(), of.get(1).asDouble());
  }
}
