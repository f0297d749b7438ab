package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.evaluation.world.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * What each arm of a comparison got, by type of question, in a file: what is there is not redone.
 */
public final class ArmScores {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ObjectNode arms;

  ArmScores(Path file) throws IOException {
    this.file = file;
    this.arms =
        Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
  }

  /** Runs an arm unless it was run before, and keeps what it got. */
  void run(String arm, Callable<Marks> work) throws Exception {
    if (arms.has(arm)) {
      return;
    }
    ObjectNode node = JSON.createObjectNode();
    work.call()
        .byType()
        .forEach(
            (type, mark) ->
                node.putObject(type.word()).put("n", mark.n()).put("accuracy", mark.accuracy()));
    arms.set(arm, node);
    Path building = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(building, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(arms));
    Files.move(building, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Accuracy by type, 0 to 1; empty for an arm that was not run. */
  public Map<String, Double> of(String arm) {
    Map<String, Double> accuracies = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : arms.path(arm).properties()) {
      accuracies.put(type.getKey(), type.getValue().path("accuracy").asDouble());
    }
    return accuracies;
  }

  /**
   * The part of what hiding the frame costs that an arm wins back: the mean over types of (arm -
   * lower) / (upper - lower), as in section 4.2 of the VoCo-LLaMA paper. Types where upper and
   * lower are closer than {@code least} say nothing and are left out.
   */
  public double retention(String arm, double least) {
    Map<String, Double> upper = of(Reproduction.UPPER);
    Map<String, Double> lower = of(Reproduction.LOWER);
    return of(arm).entrySet().stream()
        .filter(
            e -> upper.getOrDefault(e.getKey(), 0.0) - lower.getOrDefault(e.getKey(), 0.0) >= least)
        .mapToDouble(
            e ->
                (e.getValue() - lower.get(e.getKey()))
                    / (upper.get(e.getKey()) - lower.get(e.getKey())))
        .average()
        .orElse(Double.NaN);
  }
}
