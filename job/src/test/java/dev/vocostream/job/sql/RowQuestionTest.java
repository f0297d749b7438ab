package dev.vocostream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.SetupException;
import java.io.IOException;
import java.time.Instant;
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
}
