package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.VideoFrames.Sampling;
import dev.vocostream.model.evaluation.Visual;
import dev.vocostream.model.evaluation.data.VideoQa.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Readers of questions about videos, which lie in {@code videos/}. They are asked as they are. */
final class VideoQuestions {
  private static final List<String> ENDINGS = List.of(".mp4", ".avi", ".mov", ".mkv", ".webm");

  private final BenchmarkDirectory directory;
  private final Sampling sampling;
  private final Map<String, String> names;

  /**
   * @param names of video files, without the ending, by the names in annotations
   */
  private VideoQuestions(
      BenchmarkDirectory directory, Sampling sampling, Map<String, String> names) {
    this.directory = directory;
    this.sampling = sampling;
    this.names = names;
  }

  /**
   * MSVD-QA and MSRVTT-QA. {@code test_qa.json}: {@code [{id, video_id, question, answer}]}; the
   * videos are {@code <video_id>}, {@code vid<video_id>} or {@code video<video_id>}, or for MSVD as
   * {@code youtube_mapping.txt}, lines of {@code <file name> vid<number>}, says.
   */
  static List<Question> list(BenchmarkDirectory directory, Sampling sampling) {
    VideoQuestions reader = new VideoQuestions(directory, sampling, mapping(directory));
    return directory.file("test_qa.json").list("", reader::read);
  }

  private void read(Row row, Consumer<Question> to) {
    String video = row.id("video_id");
    List<String> files = List.of(video, "vid" + video, "video" + video);
    to.accept(question(row.id("id"), files, row.text("question"), row.text("answer")));
  }

  /**
   * ActivityNet-QA. {@code test_q.json}: {@code [{video_name, question, question_id}]} and {@code
   * test_a.json}: {@code [{answer, type, question_id}]}, paired by place; the videos are {@code
   * v_<video_name>}.
   */
  static List<Question> activityNet(BenchmarkDirectory directory, Sampling sampling) {
    VideoQuestions reader = new VideoQuestions(directory, sampling, Map.of());
    List<JsonNode> answers = directory.file("test_a.json").all();
    return directory.file("test_q.json").list("", (row, to) -> reader.read(row, answers, to));
  }

  private void read(Row row, List<JsonNode> answers, Consumer<Question> to) {
    String id = row.id("question_id");
    if (row.number() > answers.size()) {
      throw new BadRowException(
          "expected an answer in the same place of test_a.json, which has %d"
              .formatted(answers.size()));
    }
    Row answer = new Row(answers.get(row.number() - 1), "", row.number());
    if (!answer.id("question_id").equals(id)) {
      throw new BadRowException(
          "expected the answer to '%s' in the same place of test_a.json, found that to '%s'"
              .formatted(id, answer.id("question_id")));
    }
    String video = "v_" + row.text("video_name");
    to.accept(question(id, List.of(video), row.text("question"), answer.text("answer")));
  }

  private Question question(String id, List<String> files, String question, String answer) {
    String wanted =
        files.stream().filter(names::containsKey).map(names::get).findFirst().orElse(files.get(0));
    List<String> tried = new ArrayList<>(files);
    tried.add(0, wanted);
    Path file =
        tried.stream()
            .flatMap(name -> ENDINGS.stream().map(ending -> name + ending))
            .map(name -> directory.inside("videos", name))
            .filter(Files::exists)
            .findFirst()
            .orElse(directory.inside("videos", wanted + ENDINGS.get(0)));
    String name = file.getFileName().toString();
    EvaluationItem item = new EvaluationItem(id, new Visual.Video(name, file, sampling), question);
    return new Question(item, question, answer);
  }

  private static Map<String, String> mapping(BenchmarkDirectory directory) {
    Map<String, String> names = new HashMap<>();
    Path file = directory.path("youtube_mapping.txt");
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.strip().split("\\s+");
          if (words.length == 2) {
            names.put(words[1], words[0]);
          }
        }
      } catch (IOException e) {
        throw directory.unreadable(file, e);
      }
    }
    return names;
  }
}
