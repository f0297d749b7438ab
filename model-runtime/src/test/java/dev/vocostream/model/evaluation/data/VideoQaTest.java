package dev.vocostream.model.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Judge;
import dev.vocostream.model.evaluation.VideoFrames.EverySecond;
import dev.vocostream.model.evaluation.VideoFrames.Midpoints;
import dev.vocostream.model.evaluation.Visual;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoQaTest {
  @TempDir Path directory;

  private Shelf shelf;

  @BeforeEach
  void fillTheShelf() {
    shelf = new Shelf(directory);
    shelf.put(
        "test_qa.json",
        "[{'id': 1, 'video_id': 1201, 'question': 'what runs?', 'answer': 'dog'},",
        "{'id': 2, 'video_id': 1202, 'question': 'what is cut?', 'answer': 'onion'},",
        "{'id': 3, 'video_id': 1203, 'question': 'who sings?', 'answer': 'man'},",
        "{'id': 4, 'video_id': 1203, 'question': 'who?'}]");
  }

  @Test
  void findsVideosByTheirUsualNames() {
    shelf.put("videos/video1201.mp4").put("videos/Ab_1_2.avi").put("videos/1203.webm");
    shelf.put("youtube_mapping.txt", "Ab_1_2 vid1202");

    Benchmark msvd = shelf.open("msvd-qa");

    assertThat(Shelf.items(msvd))
        .extracting(i -> i.visual().name())
        .containsExactly("video1201.mp4", "Ab_1_2.avi", "1203.webm");
    assertThat(Shelf.items(msvd).get(0).question()).isEqualTo("what runs?");
    assertThat(((Visual.Video) Shelf.items(msvd).get(0).visual()).sampling())
        .isEqualTo(new EverySecond());
    assertThat(msvd.problems().first().get(0)).contains("test_qa.json, row 4: answer: expected");
  }

  @Test
  void samplesAsTheUserWants() {
    BenchmarkSettings settings = BenchmarkSettings.DEFAULT.withSampling(new Midpoints(100, 224));

    Benchmark msrvtt = shelf.open("msrvtt-qa", settings);

    Visual.Video first = (Visual.Video) Shelf.items(msrvtt).get(0).visual();
    assertThat(first.sampling()).isEqualTo(new Midpoints(100, 224));
    // None of its names is there: the first is what will be named as missing.
    assertThat(first.file()).isEqualTo(directory.resolve("videos/1201.mp4"));
  }

  @Test
  void comparesWordsUnderTheirOwnNamesIfNobodyJudges() {
    Benchmark msvd = shelf.open("msvd-qa");

    EvaluationResult result = msvd.score(Shelf.answers(msvd, "A dog.", "He cuts an onion", null));

    assertThat(result.headline()).isEqualTo("exact_match");
    assertThat(result.scores()).containsOnlyKeys("exact_match", "containment");
    assertThat(result.score()).isEqualTo(100 / 3.0, within(1e-9));
    assertThat(result.scores().get("containment")).isEqualTo(200 / 3.0, within(1e-9));
    assertThat(result.conditions()).isEmpty();
  }

  @Test
  void scoresByAJudgeAndNamesIt() {
    Benchmark msvd = shelf.open("msvd-qa", BenchmarkSettings.DEFAULT.withJudge(new Strict()));

    // yes 5; no 1; not answered: no 0 without asking. 1 of 3; (5 + 1 + 0) / 3.
    EvaluationResult result = msvd.score(Shelf.answers(msvd, "dog", "a carrot", null));

    assertThat(result.headline()).isEqualTo("judge_accuracy");
    assertThat(result.score()).isEqualTo(100 / 3.0, within(1e-9));
    assertThat(result.scores().get("judge_score")).isEqualTo(2, within(1e-9));
    assertThat(result.conditions())
        .containsEntry("judge", "strict-1")
        .containsEntry("without_verdict", "0");
  }

  @Test
  void leavesAnswersWithoutAVerdictOutOfTheJudgesScores() {
    Benchmark msvd = shelf.open("msvd-qa", BenchmarkSettings.DEFAULT.withJudge(new Strict()));

    // yes 5; none; no 1: 1 of 2, (5 + 1) / 2.
    EvaluationResult result = msvd.score(Shelf.answers(msvd, "dog", "silence", "a carrot"));

    assertThat(result.score()).isEqualTo(50);
    assertThat(result.scores().get("judge_score")).isEqualTo(3);
    assertThat(result.conditions()).containsEntry("without_verdict", "1");
  }

  @Test
  void pairsQuestionsAndAnswersOfActivityNetByTheirPlace() {
    shelf.put(
        "test_q.json",
        "[{'video_name': '1QIUV7WYKXg', 'question': 'is it winter', 'question_id': 'v_1_3'},",
        "{'video_name': '1QIUV7WYKXg', 'question': 'who is it', 'question_id': 'v_1_4'},",
        "{'video_name': '1QIUV7WYKXg', 'question': 'what is it', 'question_id': 'v_1_5'}]");
    shelf.put(
        "test_a.json",
        "[{'answer': 'yes', 'type': 3, 'question_id': 'v_1_3'},",
        "{'answer': 'no', 'type': 3, 'question_id': 'v_9_9'}]");
    shelf.put("videos/v_1QIUV7WYKXg.mkv");

    Benchmark activityNet = shelf.open("activitynet-qa");

    List<EvaluationItem> items = Shelf.items(activityNet);
    assertThat(items).extracting(EvaluationItem::id).containsExactly("v_1_3");
    assertThat(items.get(0).visual().name()).isEqualTo("v_1QIUV7WYKXg.mkv");
    assertThat(activityNet.score(Shelf.answers(activityNet, "Yes")).score()).isEqualTo(100);
    assertThat(activityNet.problems().first().get(0))
        .contains("row 2: expected the answer to 'v_1_4' in the same place of test_a.json")
        .contains("found that to 'v_9_9'");
    assertThat(activityNet.problems().first().get(1)).contains("row 3: ", "which has 2");
  }

  /** Says yes to equal words, nothing to silence. */
  private static final class Strict implements Judge {
    @Override
    public String model() {
      return "strict-1";
    }

    @Override
    public Optional<Verdict> judge(String question, String right, String answer) {
      boolean equal = right.equals(answer);
      Verdict verdict = new Verdict(equal, equal ? 5 : 1);
      return answer.equals("silence") ? Optional.empty() : Optional.of(verdict);
    }
  }
}
