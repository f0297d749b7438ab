package dev.vocostream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.JobConfig.Checkpoints;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.kafka.MessageLimits;
import dev.vocostream.job.kafka.QuestionReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class RowQuestionTest {
  private static final Instant FROM = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant TO = Instant.parse("2026-05-01T12:00:10Z");
  private static final RowQuestion QUESTION =
      new RowQuestion("yard", "Who is there?", FROM, TO, "text");

  @Test
  void theSameRowHasTheSameIdAndAnotherHasAnother() {
    assertThat(new RowQuestion("yard", "Who is there?", FROM, TO, "text").id())
        .isEqualTo(QUESTION.id())
        .startsWith(RowQuestion.PREFIX)
        .hasSize(36);
    assertThat(new RowQuestion("door", "Who is there?", FROM, TO, "text").id())
        .isNotEqualTo(QUESTION.id());
    assertThat(new RowQuestion("yard", "Who was there?", FROM, TO, "text").id())
        .isNotEqualTo(QUESTION.id());
    assertThat(new RowQuestion("yard", "Who is there?", FROM, TO, "yes-no").id())
        .isNotEqualTo(QUESTION.id());
    assertThat(new RowQuestion("yard", "Who is there?", FROM, FROM, "text").id())
        .isNotEqualTo(QUESTION.id());
  }

  @Test
  void asksAsTheContractHasIt() throws IOException {
    JsonNode json = new ObjectMapper().readTree(QUESTION.toJson(TO.plusSeconds(5)));
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(getClass().getResourceAsStream("/schemas/voco.questions.schema.json"));
    assertThat(schema.validate(json)).isEmpty();
    assertThat(json.path("cameras").get(0).asText()).isEqualTo("yard");
    assertThat(json.path("window").path("to").asText()).isEqualTo("2026-05-01T12:00:10Z");
    assertThat(json.path("deadline").asText()).isEqualTo("2026-05-01T12:00:25Z");
  }

  @Test
  void aWindowThatIsStillToComeIsWaitedForFirst() {
    assertThat(QUESTION.deadline(FROM)).isEqualTo(Instant.parse("2026-05-01T12:00:20Z"));
  }

  @Test
  void withoutABrokerItSaysHowToNameOne() {
    assertThatThrownBy(() -> VocoAsk.config(null))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(
            "'pipeline.global-job-parameters' = 'voco.config:/etc/voco/voco.yaml'");
  }

  @Test
  void anAnswerIsReadOrSaysWhyNot() throws IOException {
    String answered =
        """
        {"id":"q","status":"answered","answers":[{"camera":"yard","status":"answered","text":"yes",
         "probability":0.9,"window":{"frames":7}}]}\
        """;
    assertThat(RowAnswer.of(new ObjectMapper().readTree(answered)))
        .isEqualTo(new RowAnswer("answered", null, "yes", 0.9, 7));
    String rejected =
        """
        {"id":"q","status":"rejected","answers":[{"camera":"attic","status":"rejected",
         "reason":"unknown-camera","text":""}]}\
        """;
    assertThat(RowAnswer.of(new ObjectMapper().readTree(rejected)))
        .isEqualTo(new RowAnswer("rejected", "unknown-camera", "", null, 0));
  }

  @Test
  void aCommittedAnswerMayTakeACheckpointAndItsTimeout() {
    Duration second = Duration.ofSeconds(1);
    Checkpoints usual = new Checkpoints("file:/c", second.multipliedBy(60), second.multipliedBy(9));
    assertThat(VocoAsk.commit(Delivery.EXACTLY_ONCE, usual)).isEqualTo(second.multipliedBy(74));
    assertThat(VocoAsk.commit(Delivery.AT_LEAST_ONCE, usual)).isEqualTo(second.multipliedBy(5));
    Checkpoints patient = new Checkpoints("file:/c", second, Duration.ofDays(1));
    assertThat(VocoAsk.commit(Delivery.EXACTLY_ONCE, patient)).isEqualTo(second.multipliedBy(66));
  }

  @Test
  void whatWouldBeADeadLetterIsRefusedAtOnce() {
    int others = bytes("").length;
    String longest = "x".repeat(MessageLimits.BYTES - others);
    assertThat(new RowQuestion("yard", longest, FROM, TO, "text").refusal(TO)).isNull();
    assertThat(new QuestionReader().read(bytes(longest), "voco.questions", 0, 0).refusal())
        .isNotNull(); // the job answers it, as too long
    assertThat(rejected(longest + "xxx", FROM, TO)) // and a deadline of its own
        .startsWith("too-large: expected a question of at most 65536 bytes, found 655");
  }

  @Test
  void timesOutsideTheContractAreRefusedAtOnce() {
    assertThat(QUESTION.refusal(TO)).isNull();
    assertThat(rejected("Who?", FROM, Instant.MAX)).startsWith("bad-window: expected from and to");
    assertThat(rejected("Who?", Instant.MIN, TO)).startsWith("bad-window: expected from and to");
    assertThat(new RowQuestion("yard", "Who?", FROM, MessageLimits.LATEST, "text").deadline(TO))
        .isEqualTo(MessageLimits.LATEST);
  }

  private static byte[] bytes(String text) {
    return new RowQuestion("yard", text, FROM, TO, "text").toJson(TO);
  }

  /** The reason that a row is given without anybody to answer it. */
  private static String rejected(String text, Instant from, Instant to) {
    CompletableFuture<Collection<Row>> result = new CompletableFuture<>();
    new VocoAsk().eval(result, "yard", text, from, to);
    Row row = result.getNow(List.of()).iterator().next();
    assertThat(row.getField(0)).isEqualTo("rejected");
    return (String) row.getField(1);
  }
}
