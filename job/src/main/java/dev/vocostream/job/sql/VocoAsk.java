package dev.vocostream.job.sql;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.JobConfig.Checkpoints;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.AsyncTableFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.types.Row;

/**
 * {@code LATERAL TABLE(VOCO_ASK(camera, question, from, to))}: one row with the answer for each row
 * that asks.
 *
 * <p>The job parameter {@code voco.config} names the job's voco.yaml on the task managers, for the
 * broker and its topics.
 */
@FunctionHint(
    output =
        @DataTypeHint(
            "ROW<status STRING, reason STRING, text STRING, probability DOUBLE, frames INT>"))
public class VocoAsk extends AsyncTableFunction<Row> {
  private static final long serialVersionUID = 1L;

  static final String CONFIG = "voco.config";

  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  /** Of those that succeed: an allowance far above it would only hide that the job is down. */
  private static final Duration LONGEST_CHECKPOINT = Duration.ofMinutes(1);

  // -- configuration
  private final String form;

  // -- runtime
  private transient Answers answers;

  /** In words. */
  public VocoAsk() {
    this("text");
  }

  /**
   * @param form of the contract, {@code text} or {@code yes-no}
   */
  VocoAsk(String form) {
    this.form = form;
  }

  @Override
  public void open(FunctionContext context) {
    JobConfig config = JobConfig.read(config(context.getJobParameter(CONFIG, null)));
    Duration commit = commit(config.kafka().delivery(), config.checkpoints());
    answers = new Answers(new KafkaTopics(config.kafka()), commit).start();
  }

  /** How long the job's answers take until they can be read. */
  static Duration commit(Delivery delivery, Checkpoints checkpoints) {
    if (delivery == Delivery.AT_LEAST_ONCE) {
      return ON_ITS_WAY;
    }
    Duration timeout = checkpoints.timeout();
    return checkpoints
        .interval()
        .plus(timeout.compareTo(LONGEST_CHECKPOINT) > 0 ? LONGEST_CHECKPOINT : timeout)
        .plus(ON_ITS_WAY);
  }

  /**
   * @param config null where nobody said
   */
  static Path config(String config) {
    if (config == null) {
      throw new SetupException(
          "VOCO_ASK: expected a voco.yaml, for the broker and its topics, found none: SET"
              + " 'pipeline.global-job-parameters' = '%s:/etc/voco/voco.yaml'".formatted(CONFIG));
    }
    return Path.of(config);
  }

  /** One row with the answer, whatever its status. */
  public void eval(
      CompletableFuture<Collection<Row>> result,
      String camera,
      String question,
      Instant from,
      Instant to) {
    if (camera == null || question == null || from == null || to == null) {
      result.complete(List.of(row(RowAnswer.rejected("an argument is null"))));
      return;
    }
    RowQuestion asked = new RowQuestion(camera, question, from, to, form);
    Instant now = Instant.now(); // the deadline is part of the size
    String refusal = asked.refusal(now);
    if (refusal != null) {
      result.complete(List.of(row(RowAnswer.rejected(refusal))));
      return;
    }
    answers
        .ask(asked, now)
        .whenComplete(
            (answer, error) -> {
              if (error == null) {
                result.complete(List.of(row(answer)));
              } else {
                result.completeExceptionally(error);
              }
            });
  }

  private static Row row(RowAnswer answer) {
    return Row.of(
        answer.status(), answer.reason(), answer.text(), answer.probability(), answer.frames());
  }

  /** An answer depends on what the camera remembers when it is asked. */
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public void close() {
    if (answers != null) {
      answers.close();
    }
  }
}
