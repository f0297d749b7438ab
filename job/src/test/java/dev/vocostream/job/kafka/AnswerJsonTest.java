package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.AnsweredWindow;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import dev.vocostream.operators.RejectedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOON = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(strings = {"voco.questions", "voco.answers", "voco.rejected"})
  void theExamplesOfASchemaFollowIt(String topic) throws IOException {
    JsonNode schema =
        JSON.readTree(getClass().getResourceAsStream("/schemas/" + topic + ".schema.json"));
    assertThat(schema.get("examples")).isNotEmpty();
    for (JsonNode example : schema.get("examples")) {
      assertThat(MessageSchema.of(topic).violations(example)).isEmpty();
    }
  }

  @Test
  void writesAnAnswerAsTheExampleOfItsSchema() throws IOException {
    Gap gap = new Gap(NOON - 90_000, NOON - 82_000, "OFFLINE: the connection ended");
    AnsweredWindow window = new AnsweredWindow(NOON - 120_000, NOON, 96, 112, List.of(gap));
    CameraAnswer yard = entry("yes", 0.93, window, List.of(new Evidence(NOON - 47_750, 0.41)));
    CameraAnswer gate =
        new CameraAnswer(
            "q-2",
            List.of(),
            "gate",
            Status.REJECTED,
            "unknown-camera",
            "",
            null,
            null,
            null,
            null,
            0);
    Answer answer =
        new Answer(
            "q-2", Status.ANSWERED, List.of(yard, gate), new ModelTag("voco-7b", "9f2c4e17", true));
    JsonNode schema =
        JSON.readTree(getClass().getResourceAsStream("/schemas/voco.answers.schema.json"));
    assertThat(JSON.readTree(AnswerJson.write(answer))).isEqualTo(schema.get("examples").get(0));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void leavesOutWhatAnEntryDoesNotHave(Status status) throws IOException {
    CameraAnswer bare =
        new CameraAnswer("q", List.of(), "yard", status, null, null, null, null, null, null, 0);
    JsonNode json = valid(new Answer("q", status, List.of(bare), null));
    assertThat(json.fieldNames()).toIterable().containsExactly("id", "status", "answers");
    assertThat(json.get("answers").get(0).fieldNames())
        .toIterable()
        .containsExactly("camera", "status", "text", "evidence");
  }

  @Test
  void saysUntrainedOnlyOfUntrainedWeights() throws IOException {
    Answer untrained = new Answer("q", Status.FAILED, List.of(), new ModelTag("noise", "0", false));
    assertThat(valid(untrained).get("model").get("untrained").booleanValue()).isTrue();
  }

  @Test
  void givesTheTimingsOfTheSlowestCamera() throws IOException {
    CameraAnswer fast = timed(new Timings(90, 5, 100));
    CameraAnswer slow = timed(new Timings(10, 200, 215));
    JsonNode json = valid(new Answer("q", Status.ANSWERED, List.of(slow, fast), null));
    assertThat(json.get("timings"))
        .isEqualTo(JSON.readTree("{\"waited\":10,\"model\":200,\"total\":215}"));
  }

  @Test
  void staysValidWhateverTheModelSays() throws IOException {
    CameraAnswer odd =
        entry(
            "a\ud800b\u0000",
            Double.NaN,
            null,
            List.of(new Evidence(0, Double.POSITIVE_INFINITY), new Evidence(0, 0.5)));
    JsonNode entry = valid(new Answer("q", Status.ANSWERED, List.of(odd), null)).at("/answers/0");
    assertThat(entry.get("text").textValue()).isEqualTo("a?b\u0000");
    assertThat(entry.has("probability")).isFalse();
    assertThat(entry.get("evidence")).hasSize(1);
    assertThat(entry.at("/evidence/0/time").textValue()).isEqualTo("1970-01-01T00:00:00.000Z");
  }

  @Test
  void writesADeadLetterWithItsBytesAndSaysWhereTheyAreCut() throws IOException {
    byte[] original = "hello".getBytes(StandardCharsets.UTF_8);
    RejectedMessage whole =
        new RejectedMessage("voco.questions", 0, 17, "not-json", "found hello", original, 5);
    RejectedMessage cut =
        new RejectedMessage("voco.questions", 0, 17, "too-large", "found more", original, 9);
    for (RejectedMessage rejected : List.of(whole, cut)) {
      JsonNode json = JSON.readTree(AnswerJson.write(rejected));
      assertThat(MessageSchema.of("voco.rejected").violations(json)).isEmpty();
      assertThat(json.get("bytes").binaryValue()).isEqualTo(original);
      assertThat(json.has("truncated")).isEqualTo(rejected == cut);
    }
  }

  private static JsonNode valid(Answer answer) throws IOException {
    JsonNode json = JSON.readTree(AnswerJson.write(answer));
    assertThat(MessageSchema.of("voco.answers").violations(json)).isEmpty();
    return json;
  }

  private static CameraAnswer timed(Timings timings) {
    return new CameraAnswer(
        "q", List.of(), "yard", Status.ANSWERED, null, "", null, null, List.of(), timings, 0);
  }

  private static CameraAnswer entry(
      String text, Double probability, AnsweredWindow window, List<Evidence> evidence) {
    return new CameraAnswer(
        "q-2",
        List.of("yard", "gate"),
        "yard",
        Status.ANSWERED,
        null,
        text,
        probability,
        window,
        evidence,
        new Timings(12, 180, 195),
        0);
  }
}
