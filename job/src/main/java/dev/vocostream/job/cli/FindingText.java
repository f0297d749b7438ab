package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import dev.vocostream.job.doctor.Doctor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings for people and for programs. */
final class FindingText {
  private static final JsonMapper JSON = new JsonMapper();

  private FindingText() {}

  /** One line if all is well, else two more: what should be, and what to do. */
  static List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add("  %-5s  %-18s %s".formatted(mark(finding), finding.name(), finding.found()));
    add(lines, "expected", finding.expected());
    add(lines, "do", finding.remedy());
    return lines;
  }

  private static void add(List<String> lines, String word, String text) {
    if (!text.isEmpty()) {
      lines.add("%28s%s: %s".formatted("", word, text));
    }
  }

  private static String mark(Finding finding) {
    return switch (finding.verdict()) {
      case OK -> "ok";
      case WARN -> "warn";
      case FAIL -> "FAIL";
      case SKIPPED -> "-";
    };
  }

  static String sum(List<Finding> findings) {
    return "%d well, %d warnings, %d not as they must be, %d not looked at"
        .formatted(
            count(findings, Verdict.OK),
            count(findings, Verdict.WARN),
            count(findings, Verdict.FAIL),
            count(findings, Verdict.SKIPPED));
  }

  private static long count(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  static String json(List<Finding> findings) {
    ObjectNode root = JSON.createObjectNode().put("well", Doctor.isWell(findings));
    ArrayNode list = root.putArray("findings");
    for (Finding finding : findings) {
      list.addObject()
          .put("name", finding.name())
          .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
          .put("found", finding.found())
          .put("expected", finding.expected())
          .put("remedy", finding.remedy());
    }
    return root.toString();
  }
}
