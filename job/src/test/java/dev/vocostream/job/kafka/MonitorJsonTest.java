package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.RejectedMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorJsonTest {
  private static final Monitor ALL =
      new Monitor(
          "höf",
          List.of("yard", "door"),
          "Is it?",
          5_000,
          10_000L,
          0.8,
          0.4,
          60_000,
          1_767_225_599_000L);

  private final MonitorJson json = new MonitorJson();

  @Test
  void bringsBackWhatItWroteByTheSchema() throws Exception {
    assertThat(valid("monitors", MonitorJson.write(ALL))).isNotNull();
    assertThat(json.read(utf8("höf"), MonitorJson.write(ALL))).isEqualTo(ALL);
  }

  @Test
  void whatIsNotSaidIsEverySampleAndAllOfTheMemory() throws Exception {
    Monitor monitor =
        json.read(utf8("m"), utf8("{\"id\":\"m\",\"cameras\":\"*\",\"text\":\"Is it?\"}"));
    assertThat(monitor)
        .isEqualTo(new Monitor("m", List.of(), "Is it?", 0, null, 0.7, 0.3, 0, null));
    assertThat(json.read(utf8("m"), MonitorJson.write(monitor))).isEqualTo(monitor);
    assertThat(read("\"raiseAbove\":0.2").clearBelow()).isEqualTo(0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"monitors", "alerts", "scores"})
  void theExamplesOfTheSchemasAreRight(String topic) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String file = "/schemas/voco." + topic + ".schema.json";
    JsonNode examples = mapper.readTree(getClass().getResource(file)).get("examples");
    assertThat(examples).isNotEmpty();
    for (JsonNode example : examples) {
      assertThat(MessageSchema.of("voco." + topic).violations(example)).isEmpty();
      if (topic.equals("monitors")) {
        String id = example.get("id").textValue();
        assertThat(json.read(utf8(id), utf8(example.toString())).id()).isEqualTo(id);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"every\":\"5 s\" | bad-type | every: expected an ISO-8601 duration from PT0S to P366D",
        "\"every\":\"-PT1S\" | bad-type | every: expected an ISO-8601 duration",
        "\"coolDown\":\"P367D\" | bad-type | coolDown: expected an ISO-8601 duration",
        "\"raiseAbove\":1.5 | bad-type | raiseAbove: must have a maximum value of 1, found 1.5",
        "\"raiseAbove\":\"1\" | bad-type | raiseAbove: string found, number expected",
        "\"raiseAbove\":1e999 | bad-type | raiseAbove: must have a maximum value of 1",
        "\"raiseAbove\":0.4,\"clearBelow\":0.6 | bad-type | clearBelow: expected at most"
            + " raiseAbove, 0.4, found 0.6",
        "\"window\":{} | bad-type | window.last",
        "\"window\":{\"last\":\"PT0S\"} | bad-window | window.last: expected an ISO-8601 duration",
        "\"window\":{\"last\":\"PT1S\",\"from\":\"x\"} | bad-type | window",
        "\"until\":\"tomorrow\" | bad-type | until: expected an ISO-8601 instant",
        "\"cameras\":[] | bad-type | cameras",
        "\"cameras\":\"yard\" | bad-type | cameras",
        "\"cameras\":[\"\\ud800\"] | bad-type | cameras[0]: expected Unicode text",
        "\"text\":\"\" | bad-type | text",
        "\"text\":\"\\udfff\" | bad-type | text: expected Unicode text",
        "\"id\":\"other\" | no-id | id: expected the record's key, found \"other\"",
      })
  void whatIsWrongIsNamed(String field, String reason, String message) throws Exception {
    BadMessage bad = catchThrowableOfType(BadMessage.class, () -> read(field));
    assertThat(bad.reason).isEqualTo(reason);
    assertThat(bad).hasMessageStartingWith(message);
    RejectedMessage letter = record(utf8("m"), withField(field)).rejected();
    assertThat(valid("rejected", AnswerJson.write(letter)).get("reason").asText())
        .isEqualTo(reason);
  }

  @Test
  void whatTheJobWouldRefuseIsRefusedAtTheTerminal() {
    Monitor bad = new Monitor("m", List.of("yard"), "Is it?", 0, null, 0.4, 0.6, 0, null);
    assertThatThrownBy(() -> json.check(bad))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("monitor 'm': clearBelow: expected at most raiseAbove");
  }

  @Test
  void everyRecordIsWordOfAMonitorOrADeadLetter() {
    assertThat(record(utf8("höf"), MonitorJson.write(ALL)).monitor()).isEqualTo(ALL);
    assertThat(record(utf8("m"), null)).isEqualTo(MonitorMessage.removed("m"));
    assertThat(record(null, MonitorJson.write(ALL)).rejected().reason()).isEqualTo("no-id");
    assertThat(record(new byte[] {-1}, null).rejected().reason()).isEqualTo("no-id");
    assertThat(record(utf8("m"), utf8("not JSON")).rejected().reason()).isEqualTo("not-json");
  }

  @Test
  void noBytesMakeItThrow() {
    long seed = Long.getLong("monitors.seed", System.nanoTime());
    System.out.println("monitors.seed=" + seed);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] value = MonitorJson.write(ALL);
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
      }
      MonitorMessage message = record(utf8("höf"), value);
      assertThat(message.monitor() == null).isEqualTo(message.rejected() != null);
      read += message.monitor() == null ? 0 : 1;
    }
    assertThat(read).as("seed %d", seed).isBetween(500, 2_500);
  }

  @Test
  void alertsAndScoresAreWrittenByTheirSchemas() throws Exception {
    MonitorAlert alert =
        new MonitorAlert("a1", "m", "yard", State.RAISED, 0.9, 1_000, List.of(), null)
            .because(null, List.of(new Evidence(900, 0.6), new Evidence(1_000, Double.NaN)));
    JsonNode raised = valid("alerts", AlertJson.write(alert));
    assertThat(raised.has("reason")).isFalse();
    assertThat(raised.get("at").textValue()).isEqualTo("1970-01-01T00:00:01.000Z");
    assertThat(raised.get("evidence")).hasSize(1);
    JsonNode ended = valid("alerts", AlertJson.write(alert.because("expired", List.of())));
    assertThat(ended.get("reason").textValue()).isEqualTo("expired");
    JsonNode score = valid("scores", AlertJson.write(new MonitorScore("m", "yard", 1_000, 0.25)));
    assertThat(score.get("probability").doubleValue()).isEqualTo(0.25);
  }

  private static JsonNode valid(String topic, byte[] message) throws Exception {
    JsonNode read = new ObjectMapper().readTree(message);
    assertThat(MessageSchema.of("voco." + topic).violations(read)).isEmpty();
    return read;
  }

  private MonitorMessage record(byte[] key, byte[] value) {
    return MonitorTopic.read(new ConsumerRecord<>("voco.monitors", 0, 7, key, value), json);
  }

  private Monitor read(String field) throws BadMessage {
    return json.read(utf8("m"), withField(field));
  }

  /** A monitor with this field instead of its own or beside them. */
  private static byte[] withField(String field) {
    StringBuilder message = new StringBuilder("{").append(field);
    for (String other : List.of("\"id\":\"m\"", "\"cameras\":\"*\"", "\"text\":\"Is it?\"")) {
      if (!field.startsWith(other.substring(0, other.indexOf(':')))) {
        message.append(',').append(other);
      }
    }
    return utf8(message.append('}').toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
