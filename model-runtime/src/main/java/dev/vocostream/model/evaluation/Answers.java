package dev.vocostream.model.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's answers by question id and prompt; several questions may share an id. */
public final class Answers {
  private final Map<String, Map<String, String>> byId = new LinkedHashMap<>();

  /** A later answer to the same question replaces an earlier one. */
  public Answers put(String id, String prompt, String text) {
    byId.computeIfAbsent(id, key -> new LinkedHashMap<>()).put(prompt, text);
    return this;
  }

  public boolean has(String id, String prompt) {
    return byId.getOrDefault(id, Map.of()).containsKey(prompt);
  }

  /**
   * The answer to a question. Tools word prompts a little differently, so if this prompt is not
   * there and the id has one answer only, that one.
   */
  public Optional<String> text(String id, String prompt) {
    Map<String, String> answers = byId.getOrDefault(id, Map.of());
    if (answers.containsKey(prompt) || answers.size() != 1) {
      return Optional.ofNullable(answers.get(prompt));
    }
    return answers.values().stream().findFirst();
  }

  /** Every prompt asked under an id, with its answer. */
  public List<Map.Entry<String, String>> of(String id) {
    return List.copyOf(byId.getOrDefault(id, Map.of()).entrySet());
  }

  public int size() {
    return byId.values().stream().mapToInt(Map::size).sum();
  }
}
