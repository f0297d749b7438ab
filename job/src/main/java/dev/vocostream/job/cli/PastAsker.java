package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.handed.HandedJob;
import dev.vocostream.job.kafka.AnswerJson;
import dev.vocostream.job.kafka.QuestionReader;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.QuestionMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Asks what a job remembered when a savepoint or checkpoint was taken. The job goes on from there
 * in this process, without cameras and broker, so that what answers is what would have answered
 * then.
 */
final class PastAsker {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a job that needs no more than a model. */
  private static final String CONFIG =
      """
      model: {directory: model}
      checkpoints: {directory: checkpoints}
      """;

  private final JobConfig config;
  private final String savepoint; // URI

  /**
   * @param savepoint path or URI of its directory
   * @throws SetupException if there is none at a path
   */
  PastAsker(JobConfig config, String savepoint) throws Exception {
    if (!savepoint.contains(":/") && !Files.exists(Path.of(savepoint, "_metadata"))) {
      throw new SetupException(
          "--savepoint: expected the directory of a savepoint or checkpoint, with a file _metadata, found none in '%s'"
              .formatted(savepoint));
    }
    this.config = config;
    this.savepoint = StartingPoint.of(config, false, savepoint).uri();
  }

  /**
   * As a job with the bundled model would have answered.
   *
   * @throws SetupException also if nothing is answered as the memory is another model's
   */
  static JsonNode askWithTheModelInTheBox(String savepoint, Ask ask) throws Exception {
    try (ScratchDirectory box = ScratchDirectory.create("voco-box")) {
      BundledModel.write(box.path().resolve("model"));
      Path file = Files.writeString(box.path().resolve("voco.yaml"), CONFIG);
      JsonNode answer = new PastAsker(JobConfig.read(file), savepoint).ask(ask);
      if (answer.path("status").asText().equals("no-frames")
          && answer.findValuesAsText("reason").contains("foreign-model")) {
        throw new SetupException(
            "the memory in %s is another model's than %s, the one in the box: name it with --config, the voco.yaml of the job"
                .formatted(savepoint, answer.at("/model/name").asText()));
      }
      return answer;
    }
  }

  /**
   * @param ask its patience is for reading the memory, loading the model and answering
   * @return the message as it would be on the answers topic
   * @throws SetupException if none comes; says why
   */
  JsonNode ask(Ask ask) throws Exception {
    QuestionMessage question = message(ask);
    VideoJob job = new VideoJob(config);
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-past");
        HandedJob past = HandedJob.resume(job, job.model(), scratch.path(), savepoint)) {
      Answer answer = past.await(past.ask(question), ask.patience());
      return JSON.readTree(AnswerJson.write(answer));
    }
  }

  /**
   * As the job would read it.
   *
   * @throws SetupException if it would be refused, or a dead letter
   */
  static QuestionMessage message(Ask ask) {
    String json = ask.toJson(Ask.newId(), Instant.now());
    QuestionMessage message =
        new QuestionReader().read(json.getBytes(StandardCharsets.UTF_8), "none", 0, 0);
    if (message.question() == null) {
      String why =
          message.refusal() == null ? message.rejected().detail() : message.refusal().detail();
      throw new SetupException("the question is refused: " + why);
    }
    return message;
  }
}
