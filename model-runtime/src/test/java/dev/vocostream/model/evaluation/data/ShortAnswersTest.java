package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Visual;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortAnswersTest {
  private static final String SHORT = "\nAnswer the question using a single word or phrase.";
  private static final String CATS = "{'answer': 'cat'}, ".repeat(3);
  private static final String PEOPLE = CATS + "{'answer': 'dog'}, ".repeat(6) + "{'answer': 'dog'}";

  @TempDir Path directory;

  private Shelf shelf;

  @BeforeEach
  void clearTheShelf() {
    shelf = new Shelf(directory);
  }

  @Test
  void readsAndScoresGqa() {
    Benchmark gqa = gqa();

    EvaluationItem first = Shelf.items(gqa).get(0);
    assertThat(first.id()).isEqualTo("201307251");
    assertThat(first.question()).isEqualTo("Is it red?" + SHORT);
    assertThat(((Visual.Picture) first.visual()).file())
        .isEqualTo(directory.resolve("images/n161313.jpg"));

    // Right: "Yes." (period, case); wrong: "red car"; right: "left.."; the fourth is unanswered.
    EvaluationResult result = gqa.score(Shelf.answers(gqa, "Yes.", "red car", "left.."));

    assertThat(result.n()).isEqualTo(4);
    assertThat(result.unanswered()).isOne();
    assertThat(result.scores())
        .containsEntry("accuracy", 50.0)
        .containsEntry("accuracy.binary", 50.0)
        .containsEntry("accuracy.open", 50.0);
    assertThat(result.score()).isEqualTo(50);
  }

  @Test
  void leavesBadRowsOfGqaOut() {
    shelf.put(
        "testdev_balanced_questions.json",
        "{'1': {'question': 'Is it?', 'answer': 'yes', 'imageId': 'a'},",
        " '2': {'question': 'Is it?', 'imageId': 'a'},",
        " '3': {'question': 'Is it?', 'answer': 'yes', 'imageId': '../../a'},",
        " '4': 'text',",
        " '5': {'question': 'Is it?', 'answer': 'yes', 'imageId': 'a\\u0000b'}}");

    Benchmark gqa = shelf.open("gqa");

    assertThat(Shelf.items(gqa)).hasSize(1);
    assertThat(gqa.problems().count()).isEqualTo(4);
    assertThat(gqa.problems().first().get(0))
        .contains(
            "testdev_balanced_questions.json, row '2': answer: expected a text, found nothing")
        .endsWith("left out");
    assertThat(gqa.problems().first().get(1)).contains("row '3': expected a file in", "../../a");
    assertThat(gqa.problems().first().get(2)).contains("row '4': row: expected a JSON object");
    assertThat(gqa.problems().first().get(3)).contains("row '5': expected a file in");
    assertThat(gqa.score(Shelf.answers(gqa, "yes")).leftOut()).isEqualTo(4);
  }

  @Test
  void takesTheFirstQuestionsOnly() {
    gqa();

    Benchmark two = shelf.open("gqa", BenchmarkSettings.DEFAULT.withLimit(2));

    assertThat(Shelf.items(two)).extracting(EvaluationItem::id).containsExactly("201307251", "2");
    assertThat(two.score(Shelf.answers(two)).conditions()).containsEntry("limit", "2");
  }

  @Test
  void readsAndScoresVqa2() {
    shelf.put(
        "v2_OpenEnded_mscoco_val2014_questions.json",
        "{'info': {'version': '2.0'}, 'questions': [",
        "{'image_id': 262148, 'question': 'What is it?', 'question_id': 262148000},",
        "{'image_id': 262148, 'question': 'How many?', 'question_id': 262148001}]}");
    shelf.put(
        "v2_mscoco_val2014_annotations.json",
        "{'annotations': [",
        "{'question_id': 262148000, 'answer_type': 'other', 'answers': [" + PEOPLE + "]},",
        "{'question_id': 262148001, 'answer_type': 'number', 'answers': [" + PEOPLE + "]},",
        "{'question_id': 1, 'answer_type': 'other', 'answers': [" + PEOPLE + "]},",
        "{'question_id': 262148001, 'answer_type': 'number', 'answers': [{}]}]}");

    Benchmark vqa = shelf.open("vqav2");

    EvaluationItem first = Shelf.items(vqa).get(0);
    assertThat(first.id()).isEqualTo("262148000");
    assertThat(vqa.numericIds()).isTrue();
    assertThat(first.visual().name()).isEqualTo("COCO_val2014_000000262148.jpg");
    assertThat(first.question()).isEqualTo("What is it?" + SHORT);
    assertThat(vqa.problems().first().get(0))
        .contains("row 3: question_id: expected one of the questions file, found 1");
    assertThat(vqa.problems().first().get(1)).contains("row 4: answers: expected a list");

    // Three of ten said cat: 0.9; seven said dog: 1. Mean 0.95.
    EvaluationResult result = vqa.score(Shelf.answers(vqa, "A cat.", "dog"));

    assertThat(result.score()).isEqualTo(95, within(1e-9));
    assertThat(result.scores().get("accuracy.other")).isEqualTo(90, within(1e-9));
    assertThat(result.scores().get("accuracy.number")).isEqualTo(100, within(1e-9));
  }

  @Test
  void readsAndScoresVizWiz() {
    shelf.put(
        "Annotations/val.json",
        "[{'image': 'VizWiz_val_00000000.jpg', 'question': 'What is this?',",
        "'answer_type': 'unanswerable', 'answers': [",
        "{'answer': 'unanswerable', 'answer_confidence': 'yes'},".repeat(9)
            + "{'answer': 'cup', 'answer_confidence': 'no'}]}]");

    Benchmark vizWiz = shelf.open("vizwiz");

    assertThat(Shelf.items(vizWiz).get(0).id()).isEqualTo("VizWiz_val_00000000.jpg");
    assertThat(Shelf.items(vizWiz).get(0).question())
        .isEqualTo(
            "What is this?\nWhen the provided information is insufficient, respond with"
                + " 'Unanswerable'."
                + SHORT);
    assertThat(vizWiz.score(Shelf.answers(vizWiz, "Unanswerable")).scores())
        .containsEntry("accuracy", 100.0)
        .containsEntry("accuracy.unanswerable", 100.0);
    // One of ten said cup: 0.3.
    assertThat(vizWiz.score(Shelf.answers(vizWiz, "cup")).score()).isEqualTo(30, within(1e-9));
  }

  @Test
  void readsAndScoresTextVqa() {
    String people = "'nokia', 'nokia', 'nokia'" + ", 'n95'".repeat(7);
    shelf.put(
        "TextVQA_0.5.1_val.json",
        "{'dataset_type': 'val', 'data': [",
        "{'image_id': '003a8ae2ef43b901', 'question': 'What BRAND is it?', 'answers': [",
        people + "]},",
        "{'image_id': '003a8ae2ef43b901', 'question': 'Which model?', 'answers': [" + people + "]}",
        "]}");
    shelf.put(
        "llava_textvqa_val_v051_ocr.jsonl",
        "{'question_id': '003a8ae2ef43b901', 'image': 'a.jpg', 'text':"
            + " 'What brand is it?\\nReference OCR token: N95, NOKIA\\nAnswer in one word.'}");

    Benchmark textVqa = shelf.open("textvqa");

    assertThat(Shelf.items(textVqa))
        .extracting(EvaluationItem::question)
        .containsExactly(
            "What brand is it?\nReference OCR token: N95, NOKIA\nAnswer in one word.",
            "Which model?" + SHORT);
    assertThat(Shelf.items(textVqa))
        .extracting(EvaluationItem::id)
        .containsOnly("003a8ae2ef43b901");
    // Both questions have the image's id; 3 of 10: 0.9, 7 of 10: 1.
    EvaluationResult result = textVqa.score(Shelf.answers(textVqa, "Nokia", "the N95"));
    assertThat(result.score()).isEqualTo(95, within(1e-9));
  }

  @Test
  void findsTheQuestionInAPromptOfTextVqa() {
    assertThat(TextVqa.question("What IS it?\nReference OCR token: a, b\nOne word."))
        .contains("what is it?");
    assertThat(TextVqa.question("Reference OCR token: a\nWhat is it?\nOne word."))
        .contains("what is it?");
    assertThat(TextVqa.question("What is it?\nOne word.")).contains("what is it?");
    assertThat(TextVqa.question("OCR tokens: a. Question: What is it? Short answer:"))
        .contains("what is it?");
    assertThat(TextVqa.question("What is it?")).isEmpty();
    assertThat(TextVqa.question("What\nis\nit?")).isEmpty();
  }

  @Test
  void countsRightAnswersOfOcrBench() {
    shelf.put(
        "OCRBench.json",
        "[{'id': 0, 'dataset_name': 'IIIT5K', 'type': 'Regular Text Recognition',",
        "'image_path': 'IIIT5K/1.png', 'question': 'what is written?', 'answers': ['CENTRE']},",
        "{'id': 1, 'dataset_name': 'HME100k', 'type': 'Formulas',",
        "'image_path': 'HME/1.jpg', 'question': 'Write it.', 'answers': 'x ^ { 2 }'},",
        "{'id': 2, 'dataset_name': 'svt', 'type': 'Regular Text Recognition',",
        "'image_path': 'svt/1.jpg', 'question': 'what is written?', 'answers': ['a', 'b']}]");

    Benchmark ocr = shelf.open("ocrbench");
    EvaluationResult result = ocr.score(Shelf.answers(ocr, "It is centre.", "y=x^{2}", "c"));

    assertThat(Shelf.items(ocr).get(1).question()).isEqualTo("Write it.");
    // A count, not a percentage.
    assertThat(result.scores())
        .containsEntry("right_of_1000", 2.0)
        .containsEntry("right.Regular Text Recognition", 1.0)
        .containsEntry("right.Formulas", 1.0);
  }

  @Test
  void asksOpenQuestionsAsTheyAre() {
    shelf.put(
        "questions.jsonl",
        "{'question_id': 7, 'image': 'a.jpg', 'text': 'What?\\nOne word.', 'category': 'x'}",
        "{'question_id': 8, 'image': 'a.jpg', 'text': 'Who?'}",
        "{'question_id': 9, 'text': 'Who?'}");

    Benchmark open = shelf.open("questions");

    assertThat(Shelf.items(open))
        .containsExactly(
            new EvaluationItem(
                "7",
                new Visual.Picture("a.jpg", directory.resolve("images/a.jpg")),
                "What?\nOne word.",
                "x"),
            new EvaluationItem(
                "8", new Visual.Picture("a.jpg", directory.resolve("images/a.jpg")), "Who?"));
    assertThat(open.numericIds()).isTrue();
    assertThat(open.problems().first().get(0)).contains("row 3: image: expected a text");
    assertThat(open.score(Shelf.answers(open, "dog")).scores()).containsEntry("answered", 50.0);
  }

  private Benchmark gqa() {
    return shelf
        .put(
            "testdev_balanced_questions.json",
            "{'201307251': {'question': 'Is it red?', 'answer': 'yes', 'imageId': 'n161313',",
            "'isBalanced': true, 'types': {'structural': 'verify'}},",
            "'2': {'question': 'What is it?', 'answer': 'car', 'imageId': 'n1',",
            "'isBalanced': true, 'types': {'structural': 'query'}},",
            "'3': {'question': 'Not balanced?', 'answer': 'yes', 'imageId': 'n1',",
            "'isBalanced': false, 'types': {'structural': 'verify'}},",
            "'4': {'question': 'Where is it?', 'answer': 'left', 'imageId': 'n1',",
            "'isBalanced': true, 'types': {'structural': 'query'}},",
            "'5': {'question': 'Or red?', 'answer': 'red', 'imageId': 'n1',",
            "'isBalanced': true, 'types': {'structural': 'choose'}}}")
        .open("gqa");
  }
}
