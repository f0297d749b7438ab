package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Pictures;
import dev.vocostream.model.evaluation.Visual;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferredBoxesTest {
  private static final String FILE = "REC_refcoco_unc_val.jsonl";
  private static final String SIZE = ", 'width': 640, 'height': 480}";

  @TempDir Path directory;

  private Shelf shelf;

  @BeforeEach
  void fillTheShelf() {
    shelf = new Shelf(directory);
    shelf.put(
        FILE,
        "{'img_path': 'a.jpg', 'expression': 'red car', 'bbox': [0, 0, 320, 480]" + SIZE,
        "{'img_path': 'a.jpg', 'expression': 'the car', 'bbox': [0, 0, 320, 480]" + SIZE,
        "{'img_path': 'a.jpg', 'expression': 'dog', 'bbox': [320, 0, 640, 480]" + SIZE);
  }

  @Test
  void asksForBoxes() {
    Benchmark rec = shelf.open("rec-refcoco_unc_val");

    EvaluationItem first = Shelf.items(rec).get(0);
    assertThat(first.question())
        .isEqualTo(
            "Please provide the bounding box coordinate of the region this sentence describes:"
                + " red car.");
    assertThat(first.visual())
        .isEqualTo(new Visual.Squared("a.jpg", directory.resolve("train2014/a.jpg")));

    BenchmarkSettings other = BenchmarkSettings.DEFAULT.withWordings("Where is <expr>?", "<box>?");
    assertThat(Shelf.items(shelf.open("rec-refcoco_unc_val", other)).get(2).question())
        .isEqualTo("Where is dog?");
  }

  @Test
  void countsBoxesThatOverlapByMoreThanHalf() {
    Benchmark rec = shelf.open("rec-refcoco_unc_val");

    // In the square of 640 the bars are 80 high: the cars are at [0,0.125,0.5,0.875].
    // Exactly that: right. Its left half: 0.5, which is not above 0.5. The third has no box.
    EvaluationResult result =
        rec.score(
            Shelf.answers(
                rec,
                "Answer: [0.000,0.125,0.500,0.875].",
                "[0.000,0.125,0.250,0.875]",
                "[0.5, 0.125, 1.0, 0.875]"));

    assertThat(result.score()).isEqualTo(100 / 3.0, within(1e-9));
    assertThat(result.unparsed()).isOne();
    assertThat(result.n()).isEqualTo(3);
  }

  @Test
  void readsTheSizeFromThePictureIfTheRowDoesNotSayIt() throws IOException {
    Pictures.png(directory.resolve("images/a.png"), 64, 48);
    shelf.put(
        "GRIT_refexp.jsonl",
        "{'img_path': 'a.png', 'expression': 'tv', 'bbox': [0, 0, 32, 48]}",
        "{'img_path': 'gone.png', 'expression': 'tv', 'bbox': [0, 0, 32, 48]}",
        "{'img_path': 'a.png', 'expression': 'tv', 'bbox': [32, 0, 32, 48]}");

    Benchmark grit = shelf.open("rec-grit_refexp");

    assertThat(grit.score(Shelf.answers(grit, "[0.000,0.125,0.500,0.875]")).score()).isEqualTo(100);
    assertThat(grit.problems().first().get(0)).contains("row 2: ", "gone.png is missing");
    assertThat(grit.problems().first().get(1))
        .contains("row 3: bbox: expected [x1, y1, x2, y2] in pixels", "[32,0,32,48]");
  }

  @Test
  void asksForAnExpressionOfEachRegionOnce() {
    Benchmark reg = shelf.open("reg-refcoco_unc_val");

    assertThat(Shelf.items(reg)).extracting(EvaluationItem::id).containsExactly("1", "3");
    assertThat(Shelf.items(reg).get(0).question())
        .isEqualTo(
            "Please provide a short description for this region: [0.000,0.125,0.500,0.875].");
  }

  @Test
  void scoresExpressionsAgainstAllThatPeopleUsed() {
    Benchmark reg = shelf.open("reg-refcoco_unc_val");

    // Region 1: rarity of each gram is log 2. Against "red car": 1-gram and 2-gram cosine 1, no 3-
    // and 4-grams: 2/4. Against "the car": 1-gram 1/2, 2-gram 0: (1/2)/4. Mean times 10:
    // 10 * (0.5 + 0.125) / 2 = 3.125. Region 2: "cat" shares nothing. Mean 1.5625, times 100.
    EvaluationResult result = reg.score(Shelf.answers(reg, "Red car.", "cat"));

    assertThat(result.score()).isEqualTo(156.25, within(1e-9));
    assertThat(result.headline()).isEqualTo("cider");
    assertThat(reg.score(Shelf.answers(reg)).unanswered()).isEqualTo(2);
  }
}
