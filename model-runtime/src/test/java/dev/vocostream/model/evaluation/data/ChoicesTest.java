package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Pictures;
import dev.vocostream.model.evaluation.VideoFrames.Middle;
import dev.vocostream.model.evaluation.Visual;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {
  private static final String LETTER =
      "\nAnswer with the option's letter from the given choices directly.";

  @TempDir Path directory;

  private Shelf shelf;

  @BeforeEach
  void clearTheShelf() {
    shelf = new Shelf(directory);
  }

  @Test
  void readsSeedBenchWithThePictureInTheMiddleOfAVideo() throws IOException {
    Pictures.png(directory.resolve("SEED-Bench-video-image/104.png"), 2, 2);

    List<EvaluationItem> items = Shelf.items(seed());

    assertThat(items.get(0).question())
        .isEqualTo("How many?\nA. One\nB. Two\nC. Three\nD. 4" + LETTER);
    assertThat(file(items.get(0).visual())).isEqualTo(directory.resolve("SEED-Bench-image/1_2"));
    assertThat(items.get(1).visual())
        .isEqualTo(
            new Visual.Video(
                "P01/v.MP4", directory.resolve("SEED-Bench-video/P01/v.MP4"), new Middle(1.5, 4)));
    assertThat(((Visual.Video) items.get(2).visual()).sampling()).isEqualTo(Middle.OF_ALL);
    // A frame that was taken out before is used as it is.
    assertThat(file(items.get(3).visual()))
        .isEqualTo(directory.resolve("SEED-Bench-video-image/104.png"));
  }

  @Test
  void scoresSeedBenchByEqualLetters() {
    Benchmark seed = seed();

    // Right: "B". Wrong: "B." is not the letter; "A" is another. The last is unanswered.
    EvaluationResult result = seed.score(Shelf.answers(seed, "B", "B.", "A"));

    assertThat(result.score()).isEqualTo(25);
    assertThat(result.scores())
        .containsEntry("accuracy.image", 100.0)
        .containsEntry("accuracy.video", 0.0)
        .containsEntry("accuracy.Instances Counting", 100.0)
        .containsEntry("accuracy.Action Recognition", 0.0);
    assertThat(result.unparsed()).isOne();
    assertThat(result.unanswered()).isOne();
  }

  @Test
  void readsAndScoresScienceQuestionsWithAPicture() {
    Benchmark sqa = scienceQa();

    List<EvaluationItem> items = Shelf.items(sqa);
    assertThat(items).extracting(EvaluationItem::id).containsExactly("4", "7", "9");
    assertThat(items.get(0).question()).isEqualTo("Which?\nA. x\nB. y" + LETTER);
    assertThat(sqa.prompt(items.get(0))).isEqualTo("<image>\nWhich?\nA. x\nB. y" + LETTER);
    assertThat(file(items.get(0).visual())).isEqualTo(directory.resolve("images/test/4/i.png"));

    // Right: "B. y"; wrong: a letter behind the two choices; failed: no letter.
    EvaluationResult result = sqa.score(Shelf.answers(sqa, "B. y", "C", "the first"));

    assertThat(result.score()).isEqualTo(100 / 3.0, within(1e-9));
    assertThat(result.unparsed()).isOne();
  }

  @Test
  void namesAScienceQuestionWhoseAnswerIsNoneOfItsChoices() {
    scienceQa();
    shelf.put("problems.json", "{'4': {'choices': ['x', 'y'], 'answer': 2}}");

    Benchmark sqa = shelf.open("sqa-img");

    assertThat(Shelf.items(sqa)).isEmpty();
    assertThat(sqa.problems().first().get(0))
        .contains("llava_test_CQM-A.json, row 1: problem 4: expected an answer among its 2 choices")
        .contains("found 2");
    // Nothing was scored, which is no zero.
    assertThat(sqa.score(Shelf.answers(sqa)).toJson().get("score").isNull()).isTrue();
  }

  private static Path file(Visual visual) {
    return ((Visual.Picture) visual).file();
  }

  private Benchmark seed() {
    String options = "'choice_a': 'One', 'choice_b': 'Two', 'choice_c': 'Three', 'choice_d': 4,";
    return shelf
        .put(
            "SEED-Bench.json",
            "{'questions': [",
            "{'question_id': '101', 'data_type': 'image', 'data_id': '1_2', " + options,
            "'question': 'How many?', 'question_type_id': 5, 'answer': 'B'},",
            "{'question_id': '102', 'data_type': 'video', 'data_id': 'P01/v.MP4', " + options,
            "'segment': [1.5, 4], 'question': 'What?', 'question_type_id': 10, 'answer': 'B'},",
            "{'question_id': '103', 'data_type': 'video', 'data_id': 'w.webm', " + options,
            "'question': 'What?', 'question_type_id': 10, 'answer': 'B'},",
            "{'question_id': '104', 'data_type': 'video', 'data_id': 'x.webm', " + options,
            "'question': 'What?', 'question_type_id': 10, 'answer': 'B'}],",
            "'question_type': {'Instances Counting': 5, 'Action Recognition': 10}}")
        .open("seed");
  }

  private Benchmark scienceQa() {
    String problem = "{'choices': ['x', 'y'], 'answer': 1}";
    String asked =
        "'conversations': [{'from': 'human', 'value': '<image>\\nWhich?\\nA. x\\nB. y'}]";
    return shelf
        .put("pid_splits.json", "{'train': ['1'], 'test': ['4', '5', '7', '9']}")
        .put(
            "problems.json",
            "{'1': %1$s, '4': %1$s, '5': %1$s, '7': %1$s, '9': %1$s}".formatted(problem))
        .put(
            "llava_test_CQM-A.json",
            "[{'id': '4', 'image': '4/i.png', " + asked + "},",
            "{'id': '5', 'conversations': [{'from': 'human', 'value': 'In words?'}]},",
            "{'id': '1', 'image': '1/i.png', " + asked + "},",
            "{'id': '7', 'image': '7/i.png', " + asked + "},",
            "{'id': '9', 'image': '9/i.png', " + asked + "}]")
        .open("sqa-img");
  }
}
