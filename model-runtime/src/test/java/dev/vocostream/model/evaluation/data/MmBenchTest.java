package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.AnswersFile;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkRun;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Pictures;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmBenchTest {
  private static final String HEADER =
      "index\tquestion\thint\tA\tB\tC\tD\tanswer\tcategory\timage\tl2-category";

  private static final String LETTER =
      "\nAnswer with the option's letter from the given choices directly.";

  @TempDir Path directory;

  private String wide;
  private String tall;

  @BeforeEach
  void drawPictures() throws IOException {
    wide = base64(3, 1);
    tall = base64(1, 3);
  }

  @Test
  void wordsQuestionsAsLlavaDoes() throws IOException {
    List<EvaluationItem> items = Shelf.items(bench());

    assertThat(items).extracting(EvaluationItem::id).containsExactly("5", "1000005", "6", "7");
    assertThat(items.get(0).question()).isEqualTo("Which one?\nA. cat\nB. dog" + LETTER);
    // A hint before it; a cell in quotes with a newline, a tab and a quote; options until one
    // lacks.
    assertThat(items.get(2).question())
        .isEqualTo("Look.\nIs \"it\"\na\tdog?\nA. no\nB. yes\nC. maybe" + LETTER);
    assertThat(items.get(3).question()).isEqualTo("Which?\nA. a\nB. b" + LETTER);
  }

  @Test
  void givesEveryQuestionItsOwnPicture() throws IOException {
    List<Integer> widths = new ArrayList<>();
    Path answers = directory.resolve("answers.jsonl");

    EvaluationResult result =
        new BenchmarkRun(
                (frames, question) -> {
                  widths.add(frames.get(0).width());
                  return "A";
                },
                "m",
                (video, sampling) -> List.of())
            .run(bench(), answers);

    // The last one's base64 is broken.
    assertThat(widths).containsExactly(3, 3, 1);
    assertThat(AnswersFile.read(answers).size()).isEqualTo(3);
    assertThat(result.problems())
        .anyMatch(
            p -> p.contains("question 7: mmbench_dev_20230712.tsv row 5: expected a whole PNG"));
    assertThat(result.leftOut()).isEqualTo(2);
  }

  @Test
  void scoresRowsVanillaAndCircular() throws IOException {
    Benchmark bench = bench();

    // Rows: 5 right, 1000005 (5 rotated) wrong, 6 right, 7 unanswered: 2 of 4.
    // Vanilla: 5, 6 and 7: 2 of 3. Circular: 5 wrong for its rotation, 6 right, 7 wrong: 1 of 3.
    EvaluationResult result = bench.score(Shelf.answers(bench, "A", "A", "B. yes"));

    assertThat(result.scores())
        .containsEntry("rows", 50.0)
        .containsEntry("circular.count", 50.0)
        .containsEntry("circular.color", 0.0);
    assertThat(result.scores().get("vanilla")).isEqualTo(200 / 3.0, within(1e-9));
    assertThat(result.headline()).isEqualTo("circular");
    assertThat(result.score()).isEqualTo(100 / 3.0, within(1e-9));
    assertThat(result.n()).isEqualTo(4);
    assertThat(result.unanswered()).isOne();
  }

  @Test
  void leavesBadRowsOut() throws IOException {
    Benchmark bench = bench();

    assertThat(bench.problems().count()).isOne();
    assertThat(bench.problems().first().get(0))
        .contains("mmbench_dev_20230712.tsv, row 4: expected 11 columns, found 3; left out");

    write("8\tWhich?\t\ta\tb\t\t\tC\tcount\tx\tl");
    assertThat(open().problems().first().get(0))
        .contains("row 1: expected an index and the letter of one of 2 options, found '8' and 'C'");
  }

  @Test
  void refusesATableWithoutItsColumns() throws IOException {
    Files.writeString(directory.resolve("mmbench_dev_20230712.tsv"), "index\tquestion\n1\twhat\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("mmbench_dev_20230712.tsv: expected columns index, question")
        .hasMessageContaining("[index, question]");
  }

  private Benchmark bench() throws IOException {
    write(
        "5\tWhich one?\t\tcat\tdog\t\t\tA\tcolor\t" + wide + "\tl",
        "1000005\tWhich one?\tnan\tdog\tcat\t\t\tB\tcolor\t" + wide + "\tl",
        "6\t\"Is \"\"it\"\"\na\tdog?\"\tLook.\tno\tyes\tmaybe\t\tB\tcount\t" + tall + "\tl",
        "torn\trow\tonly",
        "7\tWhich?\t\ta\tb\t\td\tA\tcount\t!!!!!\tl");
    return open();
  }

  private void write(String... rows) throws IOException {
    String table = HEADER + "\r\n" + String.join("\n", rows) + "\n";
    Files.writeString(directory.resolve("mmbench_dev_20230712.tsv"), table);
  }

  private Benchmark open() {
    return new Shelf(directory).open("mmbench");
  }

  private String base64(int width, int height) throws IOException {
    Path file = directory.resolve("picture.png");
    Pictures.png(file, width, height);
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}
