package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.Visual;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YesNoBenchmarksTest {
  private static final String MME = "MME_Benchmark_release_version/";
  private static final String SHORT = "\nAnswer the question using a single word or phrase.";

  private static final List<String> CATEGORIES =
      List.of(
          "existence",
          "count",
          "position",
          "color",
          "posters",
          "celebrity",
          "scene",
          "landmark",
          "artwork",
          "OCR",
          "commonsense_reasoning",
          "numerical_calculation",
          "text_translation",
          "code_reasoning");

  @TempDir Path directory;

  private Shelf shelf;

  @BeforeEach
  void clearTheShelf() {
    shelf = new Shelf(directory);
  }

  @Test
  void readsMmeFromBothLayouts() {
    Benchmark mme = mme();

    List<EvaluationItem> items = Shelf.items(mme);
    assertThat(items).hasSize(2 * CATEGORIES.size() + 2);
    EvaluationItem first = items.get(0);
    assertThat(first.id()).isEqualTo("existence/0001.jpg");
    assertThat(first.question()).isEqualTo("Is there a dog?" + SHORT);
    assertThat(first.category()).isEqualTo("existence");
    assertThat(file(first)).isEqualTo(directory.resolve(MME + "existence/0001.jpg"));
    EvaluationItem apart =
        items.stream().filter(i -> i.category().equals("artwork")).findFirst().orElseThrow();
    assertThat(file(apart)).isEqualTo(directory.resolve(MME + "artwork/images/0001.png"));
  }

  @Test
  void scoresMmeByPicturesAndByQuestions() {
    Benchmark mme = mme();
    Answers answers = new Answers();
    for (EvaluationItem item : Shelf.items(mme)) {
      boolean dog = item.question().contains("dog");
      // All right, but: the second picture of existence has one of two wrong, and all of count is
      // "other".
      String right = dog ? "Yes, there is" : "no";
      boolean wrong = item.id().equals("existence/0002.jpg") && dog;
      String text = wrong ? "No" : item.category().equals("count") ? "maybe" : right;
      answers.put(item.id(), item.question(), text);
    }

    EvaluationResult result = mme.score(answers);

    // existence: 3 of 4 questions, 1 of 2 pictures: 75 + 50. count: 0 + 0. Eight others 200 each.
    assertThat(result.scores())
        .containsEntry("perception.existence", 125.0)
        .containsEntry("perception.count", 0.0)
        .containsEntry("perception", 125.0 + 8 * 200)
        .containsEntry("cognition", 800.0);
    assertThat(result.score()).isEqualTo(1725);
    assertThat(result.unparsed()).isEqualTo(2);
  }

  @Test
  void namesALineOfMmeThatIsNoQuestion() {
    mme();
    shelf.put(MME + "count/0001.txt", "Is there a dog?", "Is there a cat?\tNo", "What?\tRed");

    Benchmark mme = shelf.open("mme");

    assertThat(mme.problems().count()).isEqualTo(2);
    assertThat(mme.problems().first().get(0))
        .contains("0001.txt, row 1: expected a question, a tab and Yes or No")
        .contains("found 'Is there a dog?'");
  }

  @Test
  void refusesMmeWithoutACategory() {
    shelf.put(MME + "existence/0001.txt", "Is there a dog?\tYes");

    assertThatThrownBy(() -> shelf.open("mme"))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("mme: ")
        .hasMessageContaining("count is missing; EVALUATION.md says where to get it");
  }

  @Test
  void readsAndScoresPope() {
    Benchmark pope = pope();

    EvaluationItem first = Shelf.items(pope).get(0);
    assertThat(first.id()).isEqualTo("random/1");
    assertThat(first.question()).isEqualTo("Is there a dog?" + SHORT);
    assertThat(file(first)).isEqualTo(directory.resolve("val2014/a.jpg"));

    // random: yes right, no right: F1 100. popular: both "yes": precision 1/2, recall 1, F1 2/3.
    // adversarial: neither is answered, which counts as wrong, both the yes and the no: F1 0.
    EvaluationResult result =
        pope.score(Shelf.answers(pope, "Yes", "No, there is not.", "Yes", "Sure", null, null));

    assertThat(result.score()).isEqualTo((100 + 200 / 3.0 + 0) / 3, within(1e-9));
    assertThat(result.scores())
        .containsEntry("f1.random", 100.0)
        .containsEntry("accuracy.popular", 50.0)
        .containsEntry("precision.popular", 50.0)
        .containsEntry("recall.popular", 100.0)
        .containsEntry("yes.popular", 100.0)
        .containsEntry("f1.adversarial", 0.0)
        .containsEntry("accuracy.adversarial", 0.0);
    assertThat(result.unanswered()).isEqualTo(2);
  }

  @Test
  void namesBadLinesOfPope() {
    pope();
    shelf.put(
        "coco_pope_random.json",
        "{'question_id': 1, 'image': 'a.jpg', 'text': 'Is there a dog?', 'label': 'maybe'}",
        "{'question_id': 2, 'image",
        "");

    Benchmark pope = shelf.open("pope");

    assertThat(Shelf.items(pope)).hasSize(4);
    assertThat(pope.problems().first().get(0))
        .contains("coco_pope_random.json, row 1: label: expected yes or no, found 'maybe'");
    assertThat(pope.problems().first().get(1)).contains("row 2: expected a JSON object, found: ");
  }

  private static Path file(EvaluationItem item) {
    return ((Visual.Picture) item.visual()).file();
  }

  private Benchmark mme() {
    String[] lines = {
      "Is there a dog?  Please answer yes or no.\tYes",
      "Is there a cat? Please answer yes or no.\tNo",
      ""
    };
    for (String category : CATEGORIES) {
      if (category.equals("artwork")) {
        shelf.put(MME + category + "/images/0001.png");
        shelf.put(MME + category + "/questions_answers_YN/0001.txt", lines);
      } else {
        shelf.put(MME + category + "/0001.txt", lines);
      }
    }
    return shelf.put(MME + "existence/0002.txt", lines).open("mme");
  }

  private Benchmark pope() {
    for (String category : List.of("random", "popular", "adversarial")) {
      shelf.put(
          "coco_pope_%s.json".formatted(category),
          "{'question_id': 1, 'image': 'a.jpg', 'text': 'Is there a dog?', 'label': 'yes'}",
          "{'question_id': 2, 'image': 'a.jpg', 'text': 'Is there a cat?', 'label': 'no'}");
    }
    return shelf.open("pope");
  }
}
