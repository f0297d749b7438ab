package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.world.QuestionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What each arm of a comparison got, by type of question, in a file: what is there is not redone.
 */
public final class ArmScores {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Types whose bounds are closer than this say nothing of an arm. */
  static final double LEAST = 0.1;

  private static final String UPPER = Reproduction.UPPER;
  private static final String LOWER = Reproduction.LOWER;

  private final Path file;
  private final ObjectNode root;
  private final ObjectNode arms;

  private ArmScores(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
    this.arms = root.withObjectProperty("arms");
  }

  /**
   * Goes on with what is in a directory, or begins in an empty one.
   *
   * @param machine that is used from now on
   * @throws IllegalArgumentException if what is there was made under other conditions
   */
  static ArmScores open(Path directory, ObjectNode conditions, ObjectNode machine)
      throws IOException {
    Path file = directory.resolve("scores.json");
    ObjectNode root = JSON.createObjectNode();
    if (Files.exists(file)) {
      root = (ObjectNode) JSON.readTree(file.toFile());
      ComparisonConditions.requireSame(conditions, root.path("conditions"), file);
    } else {
      requireEmpty(directory);
      root.set("conditions", conditions);
    }
    ArmScores scores = new ArmScores(file, root);
    ArrayNode machines = root.withArrayProperty("machines");
    if (!machine.toString().equals(machines.path(machines.size() - 1).toString())) {
      machines.add(machine);
      scores.write();
    }
    return scores;
  }

  /** Models without scores do not say how they were made. */
  private static void requireEmpty(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "%s must be empty or hold the scores.json of a comparison, holds other files: name another directory"
                .formatted(directory));
      }
    }
  }

  /** What the scores were made under, beside the machines. */
  JsonNode conditions() {
    return root.path("conditions");
  }

  /** Where they were made, one after the other. */
  JsonNode machines() {
    return root.path("machines");
  }

  /**
   * What an arm got in one thing.
   *
   * @param n questions
   * @param score part that was right, 0 to 1, or what the thing's metric says
   */
  record Score(int n, double score) {}

  /** Runs an arm unless it was run before, and keeps its part of right answers by type. */
  void run(String arm, Callable<Marks> work) throws Exception {
    runScored(
        arm,
        () -> {
          Map<String, Score> scores = new TreeMap<>();
          work.call()
              .byType()
              .forEach((type, m) -> scores.put(type.word(), new Score(m.n(), m.accuracy())));
          return scores;
        });
  }

  /** The same with scores of any kind, by name. */
  void runScored(String arm, Callable<Map<String, Score>> work) throws Exception {
    if (arms.has(arm)) {
      return;
    }
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(work.call())
        .forEach((name, of) -> node.putObject(name).put("n", of.n()).put("score", of.score()));
    arms.set(arm, node);
    write();
  }

  /** Tries a learning rate on an arm unless that was done before. */
  void trial(String arm, double rate, Callable<Double> work) throws Exception {
    ObjectNode tried = ofRates(arm).withObjectProperty("tried");
    String name = Double.toString(rate);
    if (!tried.has(name)) {
      tried.put(name, work.call());
      write();
    }
  }

  /** Part of validation questions that an arm got right, by the rate that was tried. */
  Map<Double, Double> tried(String arm) {
    Map<Double, Double> tried = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : ratesOf(arm).path("tried").properties()) {
      tried.put(Double.valueOf(one.getKey()), one.getValue().asDouble());
    }
    return tried;
  }

  void choose(String arm, double rate) throws IOException {
    ofRates(arm).put("chosen", rate);
    write();
  }

  /** The learning rate that was chosen for an arm. */
  double rate(String arm) {
    return ratesOf(arm).path("chosen").asDouble();
  }

  /** Arms whose learning rates are known. */
  List<String> rated() {
    return root.path("rates").properties().stream().map(Map.Entry::getKey).toList();
  }

  private JsonNode ratesOf(String arm) {
    return root.path("rates").path(arm);
  }

  private ObjectNode ofRates(String arm) {
    return root.withObjectProperty("rates").withObjectProperty(arm);
  }

  /** Measures times unless they were before. */
  void speed(Callable<ObjectNode> work) throws Exception {
    if (!root.has("speed")) {
      root.set("speed", work.call());
      write();
    }
  }

  /** What {@code voco bench model} says. */
  JsonNode speed() {
    return root.path("speed");
  }

  /** Part of right answers of all questions that are about the past, or about now. */
  double mean(String arm, boolean temporal) {
    double right = 0;
    int all = 0;
    for (Map.Entry<String, JsonNode> type : arms.path(arm).properties()) {
      String name = type.getKey().toUpperCase(Locale.ROOT);
      if (QuestionType.valueOf(name).temporal() == temporal) {
        int n = type.getValue().path("n").asInt();
        all += n;
        right += n * type.getValue().path("score").asDouble();
      }
    }
    return right / all;
  }

  private void write() throws IOException {
    Path building = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(building, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    Files.move(building, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Scores by type of question; empty for an arm that was not run. */
  public Map<String, Double> of(String arm) {
    Map<String, Double> scores = new TreeMap<>();
    for (Map.Entry<String, JsonNode> type : arms.path(arm).properties()) {
      scores.put(type.getKey(), type.getValue().path("score").asDouble());
    }
    return scores;
  }

  /**
   * The part of what hiding the frame costs that an arm wins back: the mean over types of (arm -
   * lower) / (upper - lower), as in section 4.2 of the VoCo-LLaMA paper. Types where upper and
   * lower are close say nothing and are left out.
   */
  public double retention(String arm) {
    return of(arm).keySet().stream()
        .filter(type -> isTelling(type, UPPER, LOWER))
        .mapToDouble(type -> retention(arm, type, UPPER, LOWER))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The same of one type, or another thing, with bounds of its own; not a number where they are
   * close.
   */
  double retention(String arm, String type, String upper, String lower) {
    if (!isTelling(type, upper, lower)) {
      return Double.NaN;
    }
    double least = of(lower).get(type);
    return (of(arm).get(type) - least) / (of(upper).get(type) - least);
  }

  private boolean isTelling(String type, String upper, String lower) {
    return of(upper).getOrDefault(type, 0.0) - of(lower).getOrDefault(type, 0.0) >= LEAST;
  }

  /** Types that {@link #retention(String)} leaves out. */
  List<String> leftOut() {
    return of(UPPER).keySet().stream().filter(type -> !isTelling(type, UPPER, LOWER)).toList();
  }
}
