package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Compute;
import dev.vocostream.model.benchmark.MachineConditions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What the scores of a comparison depend on. Scores of different conditions are not compared. */
final class ComparisonConditions {
  /** Of arms, how they are trained and marked: raised whenever that changes. */
  private static final int VERSION = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ComparisonConditions() {}

  /** What may not change from one run to the next. */
  static ObjectNode of(Budget budget, long seed) throws IOException {
    ObjectNode conditions = JSON.createObjectNode().put("version", VERSION).put("seed", seed);
    conditions.set("budget", JSON.valueToTree(budget));
    return (ObjectNode) JSON.readTree(conditions.toString()); // numbers as files have them
  }

  /** What may: a long comparison can go on elsewhere, and its scores say so. */
  static ObjectNode machine(Compute compute) {
    ObjectNode machine = JSON.createObjectNode();
    machine.put("device", compute.device()).put("compute", compute.dtype().name());
    machine.put("threads", compute.threads());
    machine.put("libtorch", MachineConditions.version("pytorch"));
    MachineConditions.addTo(machine);
    machine.remove("load_average"); // of a moment, in hours
    return machine;
  }

  /**
   * @param found in a file
   * @throws IllegalArgumentException naming the first condition that differs
   */
  static void requireSame(ObjectNode expected, JsonNode found, Path file) {
    requireSame("", expected, found, file);
  }

  private static void requireSame(String of, ObjectNode expected, JsonNode found, Path file) {
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      JsonNode other = found.path(entry.getKey());
      if (entry.getValue() instanceof ObjectNode inner) {
        requireSame(of + entry.getKey() + ".", inner, other, file);
      } else if (!other.equals(entry.getValue())) {
        throw new IllegalArgumentException(
            ("%s was begun under other conditions: expected %s %s, found %s: name another"
                    + " directory, or go on with the budget and the build that it was begun with")
                .formatted(
                    file,
                    of + entry.getKey(),
                    entry.getValue(),
                    other.isMissingNode() ? "none" : other.toString()));
      }
    }
  }
}
