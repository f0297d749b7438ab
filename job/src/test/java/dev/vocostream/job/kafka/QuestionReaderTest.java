package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Turn;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.Refusal;
import dev.vocostream.operators.RejectedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionReaderTest {
  private final QuestionReader reader = new QuestionReader();

  @Test
  void readsTheShortestQuestionWithItsDefaults() {
    assertThat(question("{\"id\":\"q\",\"cameras\":[\"yard\"],\"text\":\"What?\"}"))
        .isEqualTo(new Question("q", List.of("yard"), "What?", null, false, List.of(), 64, null));
  }

  @Test
  void readsEveryFieldAndIgnoresTheUnknownOnes() {
    String json =
        """
        {"id": "q", "cameras": ["yard", "gate"], "text": " Who? ", "window": {"last": "PT2M", "x": 1},
         "answer": "yes-no", "turns": [{"question": "a", "answer": "b"}], "maxTokens": 16,
         "deadline": "2026-05-01T12:00:10+02:00", "unknown": {"deep": [1, null]}}
        """;
    long deadline = Instant.parse("2026-05-01T10:00:10Z").toEpochMilli();
    assertThat(question(json))
        .isEqualTo(
            new Question(
                "q",
                List.of("yard", "gate"),
                " Who? ",
                new Window(120_000L, null, null),
                true,
                List.of(new Turn("a", "b")),
                16,
                deadline));
  }

  @Test
  void ignoresTheUnknownHoweverLongItIs() {
    assertThat(question(with("unknown", quoted("x".repeat(60_000)))).text()).isEqualTo("What?");
  }

  @Test
  void readsAWindowOfInstantsIncludingOneOfASingleMillisecond() {
    String at = "2026-05-01T12:00:00.123Z";
    long millis = Instant.parse(at).toEpochMilli();
    assertThat(question(with("window", "{\"from\":\"" + at + "\",\"to\":\"" + at + "\"}")).window())
        .isEqualTo(new Window(null, millis, millis));
  }

  @Test
  void countsCharactersAndNotHalvesOfThem() {
    String eyes = "\uD83D\uDC40".repeat(2000);
    assertThat(question(with("text", quoted(eyes))).text()).isEqualTo(eyes);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(with("text", quoted("x".repeat(2001))), "too-long", "text:"),
        Arguments.of(with("text", quoted("x".repeat(60_000))), "too-long", "text:"),
        Arguments.of(with("turns", turns(17, "a")), "too-long", "turns:"),
        Arguments.of(with("turns", turns(1, "a".repeat(60_000))), "too-long", "turns[0].answer:"),
        Arguments.of(with("turns", turns(2, "a".repeat(2001))), "too-long", "turns[0].answer:"),
        Arguments.of(with("window", "{\"last\":5}"), "bad-type", "window.last:"),
        Arguments.of(with("window", "null"), "bad-type", "window:"),
        Arguments.of(with("text", "7"), "bad-type", "text: integer found, string expected"),
        Arguments.of(with("text", "\"\""), "bad-type", "text:"),
        Arguments.of(with("text", "\"\\ud800\""), "bad-type", "half a surrogate pair"),
        Arguments.of("{\"id\":\"q\",\"cameras\":[\"yard\"]}", "bad-type", "text: required"),
        Arguments.of("{\"id\":\"q\"}", "bad-type", "cameras: required"),
        Arguments.of(with("cameras", "\"yard\""), "bad-type", "cameras:"),
        Arguments.of(with("cameras", "[]"), "bad-type", "cameras:"),
        Arguments.of(with("cameras", "[\"a\",\"a\"]"), "bad-type", "cameras:"),
        Arguments.of(with("cameras", "[\"a\",3]"), "bad-type", "cameras[1]:"),
        Arguments.of(with("answer", "\"maybe\""), "bad-type", "found \"maybe\""),
        Arguments.of(with("answer", "1e999"), "bad-type", "answer:"),
        Arguments.of(with("answer", "-1e999"), "bad-type", "answer:"),
        Arguments.of(with("maxTokens", "0"), "bad-type", "maxTokens:"),
        Arguments.of(with("maxTokens", "1025"), "bad-type", "maxTokens:"),
        Arguments.of(with("maxTokens", "1.5"), "bad-type", "maxTokens:"),
        Arguments.of(with("maxTokens", "1e999"), "bad-type", "maxTokens:"),
        Arguments.of(with("maxTokens", "1e999999999"), "bad-type", "maxTokens:"),
        Arguments.of(with("maxTokens", "\"16\""), "bad-type", "maxTokens:"),
        Arguments.of(with("turns", "[{\"question\":\"a\"}]"), "bad-type", "turns[0].answer:"),
        Arguments.of(with("deadline", "\"soon\""), "bad-type", "deadline:"));
  }

  static Stream<Arguments> badWindows() {
    return Stream.of(
        Arguments.of(with("window", "{\"last\":\"2 min\"}"), "bad-window", "found 2 min"),
        Arguments.of(with("window", "{\"last\":\"PT0S\"}"), "bad-window", "window.last:"),
        Arguments.of(with("window", "{\"last\":\"PT-2M\"}"), "bad-window", "window.last:"),
        Arguments.of(with("window", "{\"last\":\"P367D\"}"), "bad-window", "P366D"),
        Arguments.of(
            with("window", "{\"last\":\"PT9223372036854775807S\"}"), "bad-window", "window.last:"),
        Arguments.of(with("window", "{}"), "bad-window", "found none of them"),
        Arguments.of(with("window", range("2026-05-01", "2026-05-02")), "bad-window", "from:"),
        Arguments.of(
            with("window", range("2026-05-01T00:00:01Z", "2026-05-01T00:00:00Z")),
            "bad-window",
            "from at or before to"),
        Arguments.of(
            with("window", range("1969-12-31T23:59:59Z", "2026-05-01T00:00:00Z")),
            "bad-window",
            "window.from:"),
        Arguments.of(
            with("window", range("2026-05-01T00:00:00Z", "+10000-01-01T00:00:00Z")),
            "bad-window",
            "window.to:"),
        Arguments.of(
            with("window", "{\"from\":\"2026-05-01T00:00:00Z\"}"), "bad-window", "found from"),
        Arguments.of(
            with("window", "{\"last\":\"PT1M\",\"to\":\"2026-05-01T00:00:00Z\"}"),
            "bad-window",
            "found last, to"));
  }

  @ParameterizedTest
  @MethodSource({"refusals", "badWindows"})
  void refusesByNameWhatCannotBeAsked(String json, String reason, String detail) {
    Refusal refusal = read(json).refusal();
    assertThat(refusal).as(json).isNotNull();
    assertThat(refusal.id()).isEqualTo("q");
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.detail()).contains(detail).contains(", found ").doesNotContain("\n");
  }

  @Test
  void namesTheCamerasOfARefusedQuestionAsFarAsTheyCanBeRead() {
    assertThat(read(with("cameras", "[\"a\",3,\"\",\"b\",\"a\",null]")).refusal().cameras())
        .containsExactly("a", "b");
  }

  static Stream<Arguments> deadLetters() {
    String fine = "{\"id\":\"q\",\"cameras\":[\"yard\"],\"text\":\"What?\"}";
    return Stream.of(
        Arguments.of("", "no-id"),
        Arguments.of("hello", "not-json"),
        Arguments.of("{\"id\":\"q\"", "not-json"),
        Arguments.of(fine + fine, "not-json"),
        Arguments.of("{\"id\":\"q\",\"id\":\"r\"}", "not-json"),
        Arguments.of("{\"id\":\"q\",\"x\":" + "[".repeat(10_000), "not-json"),
        Arguments.of("{\"id\":\"q\",\"x\":[[[[[[[[]]]]]]]]}", "not-json"),
        Arguments.of("{\"id\":\"q\",\"maxTokens\":" + "1".repeat(33) + "}", "not-json"),
        Arguments.of("{\"id\":\"q\",\"maxTokens\":NaN}", "not-json"),
        Arguments.of("[]", "no-id"),
        Arguments.of("null", "no-id"),
        Arguments.of("{\"cameras\":[\"yard\"],\"text\":\"What?\"}", "no-id"),
        Arguments.of("{\"id\":7}", "no-id"),
        Arguments.of("{\"id\":\"\"}", "no-id"),
        Arguments.of("{\"id\":\"" + "i".repeat(257) + "\"}", "no-id"),
        Arguments.of(fine.replace("\"q\"", "\"\\udc00\""), "no-id"),
        Arguments.of("{\"id\":\"q\",\"text\":\"" + "x".repeat(65_536) + "\"}", "too-large"));
  }

  @ParameterizedTest
  @MethodSource("deadLetters")
  void makesADeadLetterOfWhatNobodyCanBeAnsweredFor(String json, String reason) {
    RejectedMessage rejected = read(json).rejected();
    assertThat(rejected).as(json).isNotNull();
    assertThat(rejected.reason()).isEqualTo(reason);
    assertThat(rejected.detail()).contains("found").hasSizeLessThan(400);
    assertThat(rejected.bytes()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    assertThat(rejected.topic() + "/" + rejected.partition() + "/" + rejected.offset())
        .isEqualTo("voco.questions/3/42");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC0, 0xED, 0xFF})
  void makesADeadLetterOfBytesThatAreNotUtf8(int lead) {
    byte[] bytes = with("text", "\"??????\"").getBytes(StandardCharsets.UTF_8);
    bytes[new String(bytes, StandardCharsets.UTF_8).indexOf('?')] = (byte) lead;
    assertThat(reader.read(bytes, "t", 0, 0).rejected().detail()).contains("UTF-8");
  }

  @Test
  void makesADeadLetterOfATombstone() {
    RejectedMessage rejected = reader.read(null, "t", 0, 0).rejected();
    assertThat(rejected.reason()).isEqualTo("not-json");
    assertThat(rejected.bytes()).isEmpty();
    assertThat(rejected.size()).isZero();
  }

  @Test
  void keepsTheBeginningOfAMessageThatWouldNotFitARecord() {
    byte[] huge = new byte[50_000_000];
    huge[0] = '{';
    RejectedMessage rejected = reader.read(huge, "t", 0, 0).rejected();
    assertThat(rejected.reason()).isEqualTo("too-large");
    assertThat(rejected.size()).isEqualTo(50_000_000);
    assertThat(rejected.bytes()).hasSize(QuestionReader.KEPT_BYTES).startsWith('{', 0);
    assertThat(AnswerJson.write(rejected)).hasSizeLessThan(1_000_000);
  }

  private Question question(String json) {
    QuestionMessage message = read(json);
    assertThat(message.question()).as("%s", message).isNotNull();
    return message.question();
  }

  private QuestionMessage read(String json) {
    return reader.read(json.getBytes(StandardCharsets.UTF_8), "voco.questions", 3, 42);
  }

  /** A good question but for one field. */
  private static String with(String field, String value) {
    String cameras = field.equals("cameras") ? "" : "\"cameras\":[\"yard\"],";
    String text = field.equals("text") ? "" : "\"text\":\"What?\",";
    return "{\"id\":\"q\"," + cameras + text + "\"" + field + "\":" + value + "}";
  }

  private static String turns(int count, String answer) {
    String turn = "{\"question\":\"a\",\"answer\":\"" + answer + "\"}";
    return "[" + String.join(",", Collections.nCopies(count, turn)) + "]";
  }

  private static String range(String from, String to) {
    return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"}";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
