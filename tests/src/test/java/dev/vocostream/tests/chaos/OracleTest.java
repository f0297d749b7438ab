package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.tests.chaos.Asked.Kind;
import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.job.Mailbox.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each thing that the oracle is to find is done once here, and must be found. */
class OracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChaosCamera LIVE = new ChaosCamera(0, 600, Play.LIVE, 40);
  private static final ChaosCamera FILE = new ChaosCamera(1, 4, Play.ONCE, 100);

  private final Expected expected = new Expected();
  private final List<JsonNode> answers = new ArrayList<>();

  @BeforeEach
  void ask() throws Exception {
    expected.answer(new Asked("live", Kind.ALL, List.of("cam0")));
    expected.answer(new Asked("file", Kind.ALL, List.of("cam1")));
    answers.add(answer("live", "cam0", "0:7 0:8 0:9", 0));
    answers.add(answer("file", "cam1", "1:0 1:1 1:2 1:3", 0));
  }

  private static JsonNode answer(String id, String camera, String text, int gaps) throws Exception {
    String gap = "{\"reason\":\"missing\"}";
    return JSON.readTree(
        """
        {"id":"%s","answers":[{"camera":"%s","status":"answered","text":"%s",
         "window":{"remembered":%d,"gaps":[%s]}}]}
        """
            .formatted(
                id,
                camera,
                text,
                FrameCode.of(text).size(),
                IntStream.range(0, gaps).mapToObj(i -> gap).collect(Collectors.joining(","))));
  }

  private List<String> wrong() {
    return new AnswerOracle(List.of(LIVE, FILE), expected, () -> answers).read().wrong();
  }

  private void answersInstead(String id, String camera, String text, int gaps) throws Exception {
    answers.removeIf(answer -> answer.path("id").asText().equals(id));
    answers.add(answer(id, camera, text, gaps));
  }

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(wrong()).isEmpty();
  }

  @Test
  void findsAnAnswerThatIsLost() {
    answers.remove(0);
    assertThat(wrong()).singleElement().asString().contains("'live', found 0");
  }

  @Test
  void findsAnAnswerThatCameTwice() {
    answers.add(answers.get(1));
    assertThat(wrong()).singleElement().asString().contains("'file', found 2");
  }

  @Test
  void findsAnAnswerThatNobodyAskedFor() throws Exception {
    answers.add(answer("other", "cam0", "0:7", 0));
    assertThat(wrong()).singleElement().asString().contains("nobody asked for 'other'");
  }

  @Test
  void findsAnAnswerThatIsWrongAndThereBeforeItsQuestionIsKnownAsSent() throws Exception {
    List<JsonNode> news = new ArrayList<>(List.of(answer("next", "cam0", "0:7 0:8 0:5", 1)));
    AnswerOracle oracle = new AnswerOracle(List.of(LIVE), expected, () -> news).read();
    expected.answer(new Asked("next", Kind.ALL, List.of("cam0")));
    news.clear();
    assertThat(oracle.read().hasAll(Set.of("next"))).isTrue();
    assertThat(oracle.wrong()).anyMatch(problem -> problem.contains("in order"));
  }

  @Test
  void findsAMessageThatTheBrokerDidNotTake() {
    expected.failed(new IllegalStateException("no broker"));
    assertThat(wrong()).singleElement().asString().contains("no broker");
  }

  @Test
  void findsFramesOfAnotherCamera() throws Exception {
    answersInstead("live", "cam0", "0:7 1:2 0:9", 0);
    assertThat(wrong()).singleElement().asString().contains("frames of camera 0 alone");
  }

  @Test
  void findsTheAnswersOfTwoCamerasExchanged() throws Exception {
    answersInstead("live", "cam1", "1:0 1:1 1:2 1:3", 0);
    assertThat(wrong()).singleElement().asString().contains("expected cameras [cam0]");
  }

  @Test
  void findsAFrameOfAFileThatIsMissingOrThereTwice() throws Exception {
    answersInstead("file", "cam1", "1:0 1:1 1:3", 0);
    assertThat(wrong()).singleElement().asString().contains("pictures 0 to 3, each once");
    answersInstead("file", "cam1", "1:0 1:1 1:1 1:2 1:3", 0);
    assertThat(wrong()).singleElement().asString().contains("pictures 0 to 3, each once");
  }

  @Test
  void findsFramesThatShouldBeForgotten() throws Exception {
    String all = IntStream.range(0, 41).mapToObj(i -> "0:" + i).collect(Collectors.joining(" "));
    answersInstead("live", "cam0", all, 0);
    assertThat(wrong()).singleElement().asString().contains("at most 40 frames, found 41");
  }

  @Test
  void findsAGapThatIsNotStated() throws Exception {
    answersInstead("live", "cam0", "0:7 0:8 0:99", 0);
    assertThat(wrong()).singleElement().asString().contains("a gap to be stated");
    answersInstead("live", "cam0", "0:7 0:8 0:99", 1);
    assertThat(wrong()).isEmpty();
  }

  @Test
  void findsFramesThatWentBackOrCameTwice() throws Exception {
    answersInstead("live", "cam0", "0:7 0:8 0:5", 1);
    assertThat(wrong()).singleElement().asString().contains("in order");
    answersInstead("live", "cam0", "0:7 0:8 0:8", 0);
    assertThat(wrong()).singleElement().asString().contains("0:8 twice");
  }

  @Test
  void findsADeadLetterThatIsMissingOrTooMany() throws Exception {
    expected.deadLetter(0, 5);
    List<JsonNode> none = List.of();
    List<JsonNode> one = List.of(letter(0, 5));
    List<JsonNode> other = List.of(letter(0, 5), letter(1, 5));
    assertThat(new Oracle().deadLetters(expected, none).wrong()).hasSize(1);
    assertThat(new Oracle().deadLetters(expected, one).wrong()).isEmpty();
    assertThat(new Oracle().deadLetters(expected, other).wrong()).hasSize(1);
  }

  private static JsonNode letter(int partition, long offset) {
    return JSON.createObjectNode()
        .put("partition", partition)
        .put("offset", offset)
        .put("reason", "not-json");
  }

  @Test
  void findsAlertsThatCameTwiceOrOutOfTurn() {
    List<JsonNode> good = List.of(alert("a", "raised"), alert("b", "cleared"));
    List<JsonNode> twice =
        List.of(alert("a", "raised"), alert("b", "cleared"), alert("a", "raised"));
    List<JsonNode> again = List.of(alert("a", "raised"), alert("b", "raised"));
    assertThat(new Oracle().alerts(good).wrong()).isEmpty();
    assertThat(new Oracle().alerts(twice).wrong()).hasSize(1);
    assertThat(new Oracle().alerts(again).wrong()).hasSize(1);
  }

  @Test
  void findsAPairOfAlertsThatIsLostByTheScoresBesideThem() {
    List<Written> scores =
        List.of(score(1, 0.05), score(2, 0.95), score(3, 0.5), score(4, 0.95), score(5, 0.05));
    List<JsonNode> both = List.of(alert("a", "raised", 2), alert("b", "cleared", 5));
    List<JsonNode> one = List.of(alert("a", "raised", 2));
    assertThat(against(scores, both)).isEmpty();
    assertThat(against(scores, one)).singleElement().asString().contains("is raised");
    assertThat(against(scores, List.of())).hasSize(2).allMatch(p -> p.contains("is cleared"));
  }

  @Test
  void leavesOutScoresInDoubt() {
    List<Written> scores = List.of(score(1, 0.95), score(2, 0.95), score(3, 0.95));
    Doubt doubt = new Doubt(second(2), second(9));
    assertThat(Doubt.without(List.of(doubt), scores)).containsExactly(scores.get(0));
  }

  private static List<String> against(List<Written> scores, List<JsonNode> alerts) {
    ScoreRule rule = new ScoreRule(alerts, 0.7, 0.3);
    return new Oracle().scores(rule, scores).wrong();
  }

  private static Written score(int at, double probability) {
    JsonNode score =
        JSON.createObjectNode()
            .put("monitor", "m")
            .put("camera", "cam0")
            .put("at", second(at).toString())
            .put("probability", probability);
    return new Written(score, second(at));
  }

  private static Instant second(int second) {
    return Instant.ofEpochSecond(second);
  }

  private static JsonNode alert(String id, String state, int at) {
    return ((ObjectNode) alert(id, state)).put("at", second(at).toString());
  }

  private static JsonNode alert(String id, String state) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("at", second(0).toString())
        .put("monitor", "m")
        .put("camera", "cam0")
        .put("state", state);
  }

  @Test
  void readsTheCodeInAPictureOfAnySize() throws Exception {
    for (FrameCode code :
        List.of(new FrameCode(0, 0), new FrameCode(15, 4095), new FrameCode(3, 77))) {
      for (int side : List.of(40, 64, 160)) {
        assertThat(FrameCode.in(Pictures.scaled(code.draw(), side))).isEqualTo(code);
      }
    }
    assertThat(FrameCode.in(Pictures.grey(64))).isEqualTo(FrameCode.UNREADABLE);
  }
}
