package dev.vocostream.model.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How questions are put into words. One text file a type, {@code wordings/TYPE.txt}:
 *
 * <pre>
 *   [FORM SPLIT]
 *   a wording a line, with {placeholders}
 * </pre>
 *
 * where SPLIT is {@code train}, {@code validation} or {@code held_out}. Empty lines are skipped.
 */
final class Wordings {
  private static final Wordings ALL = read();

  private final Map<QuestionType, Map<Split, Map<String, List<Wording>>>> wordings =
      new EnumMap<>(QuestionType.class);

  private Wordings() {}

  static Wordings all() {
    return ALL;
  }

  /** One of the split's wordings for the draft's form. */
  String word(Draft draft, Split split, RandomGenerator random) {
    return Chance.pick(of(draft.type(), split).get(draft.form()), random).say(draft.words());
  }

  /** By form. */
  Map<String, List<Wording>> of(QuestionType type, Split split) {
    return wordings.get(type).get(split);
  }

  private static Wordings read() {
    Wordings all = new Wordings();
    for (QuestionType type : QuestionType.values()) {
      String file = "wordings/" + type.word() + ".txt";
      try (InputStream text = Wordings.class.getResourceAsStream(file)) {
        if (text == null) {
          throw new IllegalStateException("wordings of questions: missing " + file);
        }
        all.add(type, new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      } catch (IOException e) {
        throw new UncheckedIOException(file, e);
      }
    }
    return all;
  }

  private void add(QuestionType type, List<String> lines) {
    Map<Split, Map<String, List<Wording>>> bySplit = new EnumMap<>(Split.class);
    wordings.put(type, bySplit);
    List<Wording> section = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("[")) {
        String[] header = line.substring(1, line.length() - 1).split(" ");
        section = new ArrayList<>();
        bySplit
            .computeIfAbsent(Split.valueOf(header[1].toUpperCase()), s -> new HashMap<>())
            .put(header[0], section);
      } else if (!line.isBlank()) {
        section.add(Wording.parse(line));
      }
    }
  }

  /**
   * @param line as it is written down
   * @param parts text and placeholders in turn, text first
   */
  record Wording(String line, List<String> parts) {
    static Wording parse(String line) {
      return new Wording(line, List.of(line.split("[{}]", -1)));
    }

    String say(Map<String, String> words) {
      StringBuilder said = new StringBuilder();
      for (int i = 0; i < parts.size(); i++) {
        said.append(i % 2 == 0 ? parts.get(i) : words.get(parts.get(i)));
      }
      return said.toString();
    }
  }
}
