package dev.vocostream.model.evaluation.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.world.BlindBound;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came out of a {@link WorldExam}.
 *
 * @param model what of the model its answers depend on, by name
 * @param split the scenes are of
 * @param seed of the world
 * @param windows asked about
 * @param typed whether questions were put as people type them
 * @param bound how far one gets who does not look
 */
public record WorldReport(
    ObjectNode model,
    Split split,
    long seed,
    int windows,
    boolean typed,
    Marks marks,
    BlindBound bound) {

  /** One object: split, questions, accuracy, by_type.TYPE.{n, accuracy} and conditions.NAME. */
  public String toJson() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("split", splitWord());
    root.put("questions", marks.all().n()).put("accuracy", marks.all().accuracy());
    ObjectNode types = root.putObject("by_type");
    marks
        .byType()
        .forEach(
            (type, mark) -> {
              ObjectNode node = types.putObject(type.word());
              node.put("n", mark.n()).put("accuracy", mark.accuracy());
              arms(type)
                  .ifPresent(
                      arms -> {
                        node.put("commonest", arms.commonest()).put("blind", arms.blind());
                        node.put("last_frame", arms.lastMoment());
                      });
            });
    root.set("conditions", conditions());
    return root.toString();
  }

  /** Of a type; empty if nobody guessed at it. */
  public Optional<BlindBound.Arms> arms(QuestionType type) {
    return Optional.ofNullable(bound.byType().get(type));
  }

  private String splitWord() {
    return split.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private ObjectNode conditions() {
    ObjectNode conditions = model.deepCopy();
    return conditions
        .put("split", splitWord())
        .put("seed", seed)
        .put("windows", windows)
        .put("typed", typed);
  }

  /** A table for people, and under which conditions it holds. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-16s %9s %9s   %s",
            "question",
            "asked",
            "right",
            "commonest answer / without seeing / seeing the last frame only"));
    for (boolean temporal : new boolean[] {false, true}) {
      for (Map.Entry<QuestionType, Marks.Mark> entry : marks.byType().entrySet()) {
        if (entry.getKey().temporal() == temporal) {
          lines.add(line(entry.getKey(), entry.getValue()));
        }
      }
      lines.add(
          sum(temporal ? "over time" : "of one picture", marks.of(t -> t.temporal() == temporal)));
    }
    lines.add(sum("all", marks.all()));
    conditions()
        .properties()
        .forEach(
            named -> lines.add("  %s: %s".formatted(named.getKey(), named.getValue().asText())));
    return lines;
  }

  private String line(QuestionType type, Marks.Mark mark) {
    String without =
        arms(type)
            .map(
                arms ->
                    String.format(
                        Locale.ROOT,
                        "%5.1f %% / %5.1f %% / %5.1f %%",
                        100 * arms.commonest(),
                        100 * arms.blind(),
                        100 * arms.lastMoment()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%-16s %9d %7.1f %%   %s",
        type.word(),
        mark.n(),
        100 * mark.accuracy(),
        without);
  }

  private static String sum(String of, Marks.Mark mark) {
    return String.format(Locale.ROOT, "  %-14s %9d %7.1f %%", of, mark.n(), 100 * mark.accuracy());
  }
}
