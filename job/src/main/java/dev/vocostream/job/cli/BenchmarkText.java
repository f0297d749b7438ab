package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of {@code voco bench model} as people read them. */
final class BenchmarkText {
  private final JsonNode figures;
  private final List<String> lines = new ArrayList<>();

  private BenchmarkText(JsonNode figures) {
    this.figures = figures;
  }

  static List<String> lines(JsonNode figures) {
    return new BenchmarkText(figures).lines();
  }

  private List<String> lines() {
    conditions();
    line("machine", "%.0f GFLOP/s%s", number("gemm_gflops"), spread("gemm_gflops", 1));
    line(
        "stage 1",
        "%.2f frames/s%s, %.0f GFLOP a frame, %.0f %% of the machine's rate",
        number("stage1.frames_per_s"),
        spread("stage1.frames_per_s", 1),
        number("stage1.gflop_per_frame"),
        100 * number("stage1.share_of_gemm"));
    windows();
    line(
        "memory",
        "64 frames answered from in %.3f s, encoded anew in %.1f s: %.0f times (%.0f by"
            + " operations)",
        number("answer.window64_s"),
        number("answer.reencode64_s"),
        number("answer.ratio"),
        number("answer.ratio_by_operations"));
    line(
        "questions",
        "alone %.3f s%s; of 100 asked together %.4f s each, the last after %.2f s: %.2f of one"
            + " alone",
        number("questions.first_s"),
        spread("questions.first_s", 3),
        number("questions.hundredth_s"),
        number("questions.last_s"),
        number("questions.ratio"));
    modes();
    bytes();
    errors();
    return lines;
  }

  private void conditions() {
    figures
        .get("conditions")
        .properties()
        .forEach(
            entry -> lines.add("  %-18s %s".formatted(entry.getKey(), text(entry.getValue()))));
    lines.add("");
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "not set" : value.asText();
  }

  private void windows() {
    figures
        .at("/answer/windows")
        .properties()
        .forEach(
            entry ->
                line(
                    "stage 2",
                    "window of %3s frames: first word after %.3f s%s, then %.1f words/s",
                    entry.getKey(),
                    entry.getValue().get("first_word_s").asDouble(),
                    spread("answer.windows." + entry.getKey() + ".first_word_s", 3),
                    entry.getValue().get("words_per_s").asDouble()));
  }

  private void modes() {
    figures
        .get("modes")
        .properties()
        .forEach(
            entry ->
                line(
                    "one frame",
                    "%-5s cached: %.3f s%s, %.1f GFLOP, %,d bytes in fp16",
                    entry.getKey(),
                    entry.getValue().get("s").asDouble(),
                    spread("modes." + entry.getKey() + ".s", 3),
                    entry.getValue().get("gflop").asDouble(),
                    entry.getValue().get("bytes_fp16").asLong()));
  }

  private void bytes() {
    line(
        "bytes a frame",
        "fp32 %,d, fp16 %,d, int8 %,d; all tokens in fp16 %,d",
        figures.at("/bytes_per_frame/fp32").asLong(),
        figures.at("/bytes_per_frame/fp16").asLong(),
        figures.at("/bytes_per_frame/int8").asLong(),
        figures.at("/bytes_per_frame/full_fp16").asLong());
  }

  private void errors() {
    figures
        .get("error_on_logits")
        .properties()
        .forEach(
            entry ->
                line(
                    "stored as " + entry.getKey(),
                    "logits differ by at most %.5f of the largest; same first word in %.0f %%",
                    entry.getValue().get("largest").asDouble(),
                    100 * entry.getValue().get("same_first_word").asDouble()));
  }

  private double number(String path) {
    return figures.at("/" + path.replace('.', '/')).asDouble();
  }

  private String spread(String figure, int decimals) {
    JsonNode of = figures.get("spread").get(figure);
    String format = " (%%.%1$df to %%.%1$df)".formatted(Math.max(decimals, 1));
    return String.format(Locale.ROOT, format, of.get(0).asDouble(), of.get(1).asDouble());
  }

  private void line(String what, String format, Object... values) {
    lines.add("  %-18s %s".formatted(what, String.format(Locale.ROOT, format, values)));
  }
}
