package dev.vocostream.model.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A {@link Reproduction}'s scores as Markdown, with the paper's figures beside them where it has
 * some: of tables 1 to 6 of arXiv 2406.12275.
 */
public final class ReproductionTable {
  private static final Map<String, String> PAPER =
      Map.ofEntries(
          Map.entry("upper", "100"),
          Map.entry("voco-1", "83.7"),
          Map.entry("pool", "64.1"),
          Map.entry("q-former", "57.2"),
          Map.entry("lower", "0"),
          Map.entry("voco-2", "87.8"),
          Map.entry("voco-4", "90.4"),
          Map.entry("voco-8", "91.3"));

  private static final Map<String, List<String>> GROUNDING = new LinkedHashMap<>();

  static {
    GROUNDING.put("grounding-upper", List.of("87.0", "75.6"));
    GROUNDING.put("grounding-8", List.of("85.2", "73.9"));
    GROUNDING.put("grounding-1", List.of("83.3", "71.9"));
    GROUNDING.put("grounding-lower", List.of("68.3", "56.7"));
  }

  private final ArmScores scores;
  private final List<String> lines = new ArrayList<>();

  private ReproductionTable(ArmScores scores) {
    this.scores = scores;
  }

  public static String of(ArmScores scores, Budget budget) {
    ReproductionTable table = new ReproductionTable(scores);
    table.lines.add("# The paper's comparisons, on the world");
    table.lines.add("");
    table.lines.add(
        ("Budget \"%s\": the common model %d updates, an arm %d, a video arm %d more; %d examples"
                + " of %d questions an update, rate %s, without a search; marked on %d held-out"
                + " windows of each length.")
            .formatted(
                budget.name(),
                budget.baseSteps(),
                budget.armSteps(),
                budget.videoSteps(),
                budget.batch(),
                budget.questions(),
                budget.rate(),
                budget.windows()));
    if (budget == Budget.SMALL) {
      table.lines.add("Far from trained to the end: orderings at most, and not all of them.");
    }
    table.lines.add(table.retention());
    table.section(
        "Table 1: bounds and baselines", named("upper", "voco-1", "pool", "q-former", "lower"));
    table.section("Table 2: VoCo tokens", arms("voco-"));
    table.section(
        "Table 3: LLaMA-VID's context and content token (paper: means of GQA, POPE, SQA-I, VQA-T)",
        new TreeMap<>(Map.of("context+content", "64.1 points", "voco-1", "66.4 points")));
    table.section("Table 4: one model, fewer tokens when asked", arms("elastic-"));
    table.grounding();
    table.section("Table 8: windows", named("video-2", "video-8"));
    table.section(
        "Hybrid memory: VoCo tokens, the newest four frames in full, both",
        named("memory", "recent", "hybrid"));
    return String.join("\n", table.lines) + "\n";
  }

  private String retention() {
    List<String> out = scores.leftOut().stream().map(this::bounds).toList();
    return ("Retention: the mean over types of (arm - lower) / (upper - lower). Left out are types"
            + " whose bounds are less than %.0f points apart: %s.")
        .formatted(100 * ArmScores.LEAST, out.isEmpty() ? "none" : String.join(", ", out));
  }

  private String bounds(String type) {
    return String.format(
        Locale.ROOT,
        "%s (%.1f and %.1f)",
        type,
        100 * scores.of(Reproduction.UPPER).get(type),
        100 * scores.of(Reproduction.LOWER).getOrDefault(type, 0.0));
  }

  private static Map<String, String> named(String... arms) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String arm : arms) {
      named.put(arm, PAPER.getOrDefault(arm, ""));
    }
    return named;
  }

  private static Map<String, String> arms(String prefix) {
    Map<String, String> arms = new LinkedHashMap<>();
    for (int k : Reproduction.tokens()) {
      arms.put(prefix + k, PAPER.getOrDefault(prefix + k, ""));
    }
    return arms;
  }

  /** Of the paper, RefCOCO's val: boxes and, as CIDEr, expressions. */
  private void grounding() {
    lines.add("");
    lines.add("## Tables 5 and 6: a box for an expression, an expression for a box");
    lines.add("");
    lines.add("| arm | boxes right | paper | CIDEr | paper |");
    lines.add("|---|---|---|---|---|");
    GROUNDING.forEach(
        (arm, paper) -> {
          Map<String, Double> got = scores.of(arm);
          lines.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %.1f | %s | %.1f | %s |",
                  arm,
                  100 * got.get(GroundingExam.BOXES),
                  paper.get(0),
                  100 * got.get(GroundingExam.EXPRESSIONS),
                  paper.get(1)));
        });
  }

  /**
   * @param arms the paper's retention, or nothing, by arm
   */
  private void section(String title, Map<String, String> arms) {
    TreeSet<String> types = new TreeSet<>();
    arms.keySet().forEach(arm -> types.addAll(scores.of(arm).keySet()));
    boolean pictures = arms.keySet().stream().noneMatch(arm -> scores.of(arm).containsKey("moved"));
    lines.add("");
    lines.add("## " + title);
    lines.add("");
    String last = pictures ? " retention | paper |" : "";
    lines.add("| arm | " + String.join(" | ", types) + " |" + last);
    lines.add("|---".repeat(types.size() + (pictures ? 3 : 1)) + "|");
    for (Map.Entry<String, String> arm : arms.entrySet()) {
      StringBuilder line = new StringBuilder("| " + arm.getKey() + " |");
      for (String type : types) {
        line.append(percent(scores.of(arm.getKey()).get(type)));
      }
      if (pictures) {
        line.append(percent(scores.retention(arm.getKey())));
        line.append(' ').append(arm.getValue()).append(" |");
      }
      lines.add(line.toString());
    }
  }

  private static String percent(Double part) {
    return part == null || part.isNaN() ? " |" : String.format(Locale.ROOT, " %.1f |", 100 * part);
  }
}
