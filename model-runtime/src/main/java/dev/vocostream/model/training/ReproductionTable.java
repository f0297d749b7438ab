package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A {@link Reproduction}'s scores as Markdown, with the paper's figures beside them where it has
 * some.
 */
public final class ReproductionTable {
  private static final List<String> HYBRID = List.of("memory", "recent", "hybrid");

  private final ArmScores scores;
  private final Budget budget;
  private final List<String> lines = new ArrayList<>();

  private ReproductionTable(ArmScores scores, Budget budget) {
    this.scores = scores;
    this.budget = budget;
  }

  public static String of(ArmScores scores, Budget budget) {
    ReproductionTable table = new ReproductionTable(scores, budget);
    table.write();
    return String.join("\n", table.lines) + "\n";
  }

  private void write() {
    lines.add("# The paper's comparisons, on the world");
    lines.add("");
    conditions();
    lines.add(retention());
    pictures(
        "Table 1: bounds and baselines",
        List.of("upper", "voco-1", "pool", "q-former", "lower"),
        PaperFigures.TABLE_1);
    pictures("Table 2: VoCo tokens", arms("voco-"), PaperFigures.TABLE_2);
    pictures(
        "Table 3: LLaMA-VID's context and content token (paper: means of GQA, POPE, SQA-I, VQA-T)",
        List.of("context+content", "voco-1"),
        PaperFigures.TABLE_3);
    pictures("Table 4: one model, fewer tokens when asked", arms("elastic-"), PaperFigures.TABLE_4);
    grounding();
    SpeedSection.addTo(lines, scores.speed());
    windows(
        "Table 8: windows of 6 and 8 frames (paper: MSVD-QA / MSRVTT-QA / ActivityNet-QA)",
        List.of("video-2", "video-8"),
        PaperFigures.TABLE_8);
    windows("Hybrid memory: VoCo tokens, the newest four frames in full, both", HYBRID, Map.of());
    rates();
  }

  private void conditions() {
    lines.add(
        ("Budget \"%s\", seed %s: the common model %d updates, an arm %d, a video arm %d more, a"
                + " learning rate that is tried %d; %d examples of %d questions an update; marked"
                + " on %d held-out windows of each length.")
            .formatted(
                budget.name(),
                scores.conditions().path("seed").asText(),
                budget.baseSteps(),
                budget.armSteps(),
                budget.videoSteps(),
                budget.searchSteps(),
                budget.batch(),
                budget.questions(),
                budget.windows()));
    for (JsonNode machine : scores.machines()) {
      lines.add(
          machine.properties().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue().asText())
              .collect(Collectors.joining(", ", "Made on: ", ".")));
    }
    if (budget == Budget.SMALL) {
      lines.add("Far from trained to the end: orderings at most, and not all of them.");
    }
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

  private static List<String> arms(String prefix) {
    return Arrays.stream(Reproduction.tokens()).mapToObj(k -> prefix + k).toList();
  }

  private void pictures(String title, List<String> arms, Map<String, String> paper) {
    TreeSet<String> types = types(arms);
    head(title, "arm", String.join(" | ", types), "retention", "paper");
    for (String arm : arms) {
      row(arm, byType(arm, types), percent(scores.retention(arm)), paper.getOrDefault(arm, ""));
    }
  }

  /** Half of what is asked of windows is about now, and that other arms are good at. */
  private void windows(String title, List<String> arms, Map<String, String> paper) {
    TreeSet<String> types = types(arms);
    head(title, "arm", "about now", "about the past", "paper", String.join(" | ", types));
    for (String arm : arms) {
      String now = percent(scores.mean(arm, false));
      String past = percent(scores.mean(arm, true));
      row(arm, now, past, paper.getOrDefault(arm, ""), byType(arm, types));
    }
  }

  private void grounding() {
    head(
        "Tables 5 and 6: a box for an expression, an expression for a box (paper: RefCOCO val)",
        "arm | boxes right | paper | retention | paper | CIDEr | paper | retention | paper");
    for (String name : List.of("upper", "8", "1", "lower")) {
      String arm = "grounding-" + name;
      List<String> paper = PaperFigures.GROUNDING.get(arm);
      List<String> cells = new ArrayList<>(List.of(arm));
      for (String thing : List.of(GroundingExam.BOXES, GroundingExam.EXPRESSIONS)) {
        cells.add(percent(scores.of(arm).get(thing)));
        cells.add(paper.get(cells.size() / 2 - 1));
        cells.add(percent(scores.retention(arm, thing, "grounding-upper", "grounding-lower")));
        cells.add(paper.get(cells.size() / 2 - 1));
      }
      row(cells.toArray(String[]::new));
    }
  }

  private void rates() {
    String tried = budget.rates().stream().map(Object::toString).collect(Collectors.joining(" | "));
    head(
        "Learning rates: validation questions right with each, after %d updates"
            .formatted(budget.searchSteps()),
        "arm",
        tried,
        "taken");
    for (String arm : scores.rated()) {
      Map<Double, Double> got = scores.tried(arm);
      String right =
          budget.rates().stream()
              .map(rate -> percent(got.get(rate)))
              .collect(Collectors.joining(" | "));
      row(arm, right, Double.toString(scores.rate(arm)));
    }
    if (!budget.searchesAll()) {
      lines.add("");
      lines.add(
          "Only table 1's arms are searched; another takes the rate of the one of them that is most"
              + " like it.");
    }
  }

  private TreeSet<String> types(List<String> arms) {
    TreeSet<String> types = new TreeSet<>();
    arms.forEach(arm -> types.addAll(scores.of(arm).keySet()));
    return types;
  }

  private String byType(String arm, TreeSet<String> types) {
    Map<String, Double> got = scores.of(arm);
    return types.stream().map(type -> percent(got.get(type))).collect(Collectors.joining(" | "));
  }

  private void head(String title, String... cells) {
    lines.addAll(List.of("", "## " + title, ""));
    row(cells);
    long columns = String.join(" | ", cells).chars().filter(c -> c == '|').count() + 1;
    lines.add("|---".repeat((int) columns) + "|");
  }

  private void row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  private static String percent(Double part) {
    return part == null || part.isNaN() ? "" : String.format(Locale.ROOT, "%.1f", 100 * part);
  }
}
