package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Table 7 of a {@link ReproductionTable}: what each way to keep a frame costs. */
final class SpeedSection {
  private static final Map<String, String> MODES =
      Map.of("none", "nothing kept", "full", "all vision tokens", "voco", "VoCo tokens");

  private SpeedSection() {}

  /**
   * @param speed as {@code voco bench model} says it
   * @param lines to add to
   */
  static void addTo(List<String> lines, JsonNode speed) {
    lines.addAll(List.of("", "## Table 7: one question about one frame (paper: an A100)", ""));
    lines.add("| kept | bytes, fp16 | paper | time | paper | operations | paper |");
    lines.add("|---".repeat(7) + "|");
    for (String name : List.of("none", "full", "voco")) {
      lines.add(row(name, speed.path("modes")));
    }
    lines.addAll(List.of("", rates(speed)));
  }

  private static String row(String name, JsonNode modes) {
    List<String> paper = PaperFigures.TABLE_7.get(name);
    JsonNode mode = modes.path(name);
    return String.format(
        Locale.ROOT,
        "| %s | %s%s | %s | %.1f ms%s | %s | %.2f G%s | %s |",
        MODES.get(name),
        mode.path("bytes_fp16").asText(),
        saved(mode, modes.path("full"), "bytes_fp16"),
        paper.get(0),
        1000 * mode.path("s").asDouble(),
        saved(mode, modes.path("none"), "s"),
        paper.get(1),
        mode.path("gflop").asDouble(),
        saved(mode, modes.path("none"), "gflop"),
        paper.get(2));
  }

  private static String rates(JsonNode speed) {
    JsonNode conditions = speed.path("conditions");
    return String.format(
        Locale.ROOT,
        "%s VoCo tokens a frame, %s threads, %s rounds, load average %.1f: %.0f frames/s are"
            + " compressed; an answer about 64 frames takes %.3f s from memory and %.2f s to encode"
            + " all of them anew, %.0f times as long.",
        conditions.path("voco_tokens").asText(),
        conditions.path("threads").asText(),
        conditions.path("rounds").asText(),
        conditions.path("load_average").asDouble(),
        speed.path("stage1").path("frames_per_s").asDouble(),
        speed.path("answer").path("window64_s").asDouble(),
        speed.path("answer").path("reencode64_s").asDouble(),
        speed.path("answer").path("ratio").asDouble());
  }

  /** How much less than another mode, in brackets. */
  private static String saved(JsonNode mode, JsonNode most, String figure) {
    double part = mode.path(figure).asDouble() / most.path(figure).asDouble();
    return part == 0 || part == 1
        ? ""
        : String.format(Locale.ROOT, " (%+.1f %%)", 100 * part - 100);
  }
}
