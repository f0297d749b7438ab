package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.Visual;
import dev.vocostream.model.evaluation.metric.Accuracy;
import dev.vocostream.model.evaluation.metric.OptionLetter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MMBench, development part. {@code mmbench_dev_20230712.tsv}: columns index, question, hint, A to
 * D, answer, category, image (base64). Its rows are asked one by one. Rows whose indices agree
 * modulo a million are one question with its options rotated. Three scores: {@code circular},
 * questions of which every rotation is right, which is the official CircularEval; {@code vanilla},
 * rows with an index below a million; {@code rows}, all of them.
 */
final class MmBench extends DirectoryBenchmark {
  private static final String FILE = "mmbench_dev_20230712.tsv";
  private static final List<String> LETTERS = List.of("A", "B", "C", "D");
  private static final int ROTATION = 1_000_000;

  private final Path file;
  private final List<Asked> asked = new ArrayList<>();

  /** A row without its picture: these are read again when they are asked. */
  private record Asked(
      int index, int row, String question, List<String> options, String right, String category) {}

  MmBench(BenchmarkDirectory directory) {
    super(directory);
    this.file = directory.file(FILE).path();
    try (Tsv tsv = open()) {
      if (!tsv.header().containsAll(List.of("index", "question", "A", "B", "answer", "image"))) {
        throw new UnusableBenchmarkException(
            "%s: %s: expected columns index, question, A, B, answer and image, found %s"
                .formatted(name(), file, tsv.header()));
      }
      for (int row = 1; asked.size() < directory.limit(); row++) {
        if (!read(tsv, row)) {
          return;
        }
      }
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
  }

  private Tsv open() throws IOException {
    return new Tsv(
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)));
  }

  private boolean read(Tsv tsv, int row) throws IOException {
    try {
      Map<String, String> cells = tsv.next();
      if (cells == null) {
        return false;
      }
      asked.add(asked(cells, row));
    } catch (BadRowException e) {
      directory.bad(file, "row " + row, e);
    }
    return true;
  }

  private static Asked asked(Map<String, String> cells, int row) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < LETTERS.size() && !isNone(cells.get(LETTERS.get(i))); i++) {
      options.add(cells.get(LETTERS.get(i)));
    }
    String right = cells.get("answer").strip();
    int answer = LETTERS.indexOf(right);
    if (answer < 0 || answer >= options.size() || !cells.get("index").matches("\\d{1,9}")) {
      throw new BadRowException(
          "expected an index and the letter of one of %d options, found '%s' and '%s'"
              .formatted(options.size(), cells.get("index"), right));
    }
    String hint = isNone(cells.get("hint")) ? "" : cells.get("hint") + "\n";
    return new Asked(
        Integer.parseInt(cells.get("index")),
        row,
        Wording.choice(hint + cells.get("question"), options),
        options,
        right,
        cells.getOrDefault("category", ""));
  }

  /** What pandas takes for a missing cell, and what LLaVA does. */
  private static boolean isNone(String cell) {
    return cell == null
        || cell.isEmpty()
        || List.of("nan", "none", "null", "n/a", "na").contains(cell.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean numericIds() {
    return true;
  }

  /** Every picture is read when its question is reached. */
  @Override
  public Stream<EvaluationItem> items() {
    try {
      Pictures pictures = new Pictures(open());
      return asked.stream().map(a -> item(a, pictures)).onClose(pictures::close);
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
  }

  private EvaluationItem item(Asked row, Pictures pictures) {
    byte[] bytes = pictures.of(row.row());
    String name = FILE + " row " + row.row();
    return new EvaluationItem(
        Integer.toString(row.index()),
        new Visual.Embedded(name, bytes),
        row.question(),
        row.category());
  }

  /** Reads the pictures of rows in the order of the file. */
  private final class Pictures {
    private final Tsv tsv;
    private int row;

    Pictures(Tsv tsv) {
      this.tsv = tsv;
    }

    byte[] of(int wanted) {
      String base64 = "";
      try {
        while (row < wanted) {
          row++;
          base64 = next();
        }
        return Base64.getMimeDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        // No picture decodes from nothing, so the question is named and left out.
        return new byte[0];
      } catch (IOException e) {
        throw directory.unreadable(file, e);
      }
    }

    private String next() throws IOException {
      try {
        return tsv.next().get("image");
      } catch (BadRowException e) {
        return "";
      }
    }

    void close() {
      try {
        tsv.close();
      } catch (IOException e) {
        throw directory.unreadable(file, e);
      }
    }
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, "circular");
    Map<Integer, Boolean> every = new LinkedHashMap<>();
    Map<Integer, String> category = new HashMap<>();
    Accuracy accuracy = new Accuracy();
    for (Asked row : asked) {
      Optional<String> answer = answers.text(Integer.toString(row.index()), row.question());
      Optional<Character> letter = answer.flatMap(a -> OptionLetter.ofMmBench(a, row.options()));
      boolean right = letter.map(l -> row.right().equals(l.toString())).orElse(false);
      sheet.count(answer.isPresent(), letter.isPresent());
      accuracy.add("rows", right ? 1 : 0);
      if (row.index() < ROTATION) {
        accuracy.add("vanilla", right ? 1 : 0);
      }
      every.merge(row.index() % ROTATION, right, Boolean::logicalAnd);
      category.putIfAbsent(row.index() % ROTATION, row.category());
    }
    every.forEach((index, right) -> add(accuracy, category.get(index), right));
    Map<String, Double> scores = accuracy.percents();
    scores.putIfAbsent("circular", Double.NaN);
    return sheet.result(scores);
  }

  private static void add(Accuracy accuracy, String category, boolean right) {
    accuracy.add("circular", right ? 1 : 0);
    accuracy.add("circular." + category, right ? 1 : 0);
  }
}
