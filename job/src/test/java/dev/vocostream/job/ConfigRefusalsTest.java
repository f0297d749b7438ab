package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of a file or a variable that is wrong. */
class ConfigRefusalsTest {
  private static final String SMALLEST =
      """
      model: {directory: m}
      checkpoints: {directory: c}
      cameras: [{id: yard, url: yard.mp4}]
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.direktory: x | model.direktory: unknown option",
        "gate: {schemes: [gopher]} | gate.schemes: expected some of http, rtmp, rtmps, udp, srt,"
            + " found gopher",
        "gate: {schemes: file} | gate.schemes: expected some of http, rtmp, rtmps, udp, srt, found",
        "decode: {cameras-per-process: 33} | decode.cameras-per-process: expected a whole number"
            + " from 1 to 32, found 33",
        "gate: {allow: [10.0.0.0/33]} | address range 10.0.0.0/33: a prefix of 0 to 32 expected",
        "kafka: {group-id: [a]} | kafka.group-id: expected one value, found a list",
        "parallelism: 0 | parallelism: expected a whole number from 1 to 128, found 0; correct it"
            + " here, or set VOCO_PARALLELISM",
        "parallelism: two | parallelism: expected a whole number from 1 to 128, found two",
        "model: {directory: m, dtype: fp8} | model.dtype: expected fp32 or fp16 or bf16 or int8,"
            + " found fp8",
        "model: {directory: m, device: gpu} | model.device: expected cpu, cuda or cuda:N, found"
            + " gpu",
        "model: {directory: m, compute: int8} | model.compute: expected fp32 or bf16 or fp16, found"
            + " int8",
        "model: {directory: m, threads: -1} | model.threads: expected a whole number from 0 to"
            + " 1024, found -1",
        "ui-port: 70000 | ui-port: expected a whole number from 1 to 65535, found 70000",
        "kafka: {delivery: twice} | kafka.delivery: expected exactly-once or at-least-once, found"
            + " twice",
        "kafka: {transactional-id-prefix: ../x} | kafka.transactional-id-prefix: expected 1 to 200"
            + " letters",
        "kafka: {topics: {answers: 'a b'}} | kafka.topics.answers: expected 1 to 200 letters",
        "checkpoints: {directory: c, interval: 1 ms} | checkpoints.interval: expected a duration"
            + " from 10 ms to 1 d, found 1 ms",
        "answer: {max-in-flight-bytes: lots} | answer.max-in-flight-bytes: expected a size such as"
            + " 256 mb, at least 1 byte, found lots",
        "answer: {patience: PT1S} | answer.patience must be longer than answer.reserve",
        "cameras: [{id: a, url: b, paused: maybe}] | camera 'a': paused: expected true or false",
        "status: {every: 1 ms} | status.every: expected a duration from 100 ms to 1 d, found 1 ms",
        "sample: {keep-alive: 1 h} | sample.keep-alive: expected a duration from 1 ms to 10 min",
        "checkpoints: {directory: c, timeout: 10 ms} | checkpoints.timeout: expected a duration"
            + " from 1 s to 1 d",
        "memory: {thin: [after 1 h 0 tokens]} | memory.thin: expected a list of steps, older and"
            + " thinner one by one, such as [after 10 min 1 token, after 1 h a frame every 5 s],"
            + " found [after 1 h 0 tokens]: expected at least 1 token",
        "memory: {thin: [less]} | found [less]: expected 'after TIME N tokens' or 'after TIME a"
            + " frame every TIME', found 'less'",
        "memory: {thin: [after 1 h 1 token, after 10 min 2 tokens]} | 'after PT10M 2 tokens' must"
            + " come later than 'after PT1H 1 token'",
        "memory: {thin: [after 1 ms 1 token]} | expected a duration from 1 s to 36500 d, found '1"
            + " ms'",
        "memory: {thin: [after 1 h a frame every 5 x]} | memory.thin: expected a list of steps",
        "erase: {within: 1 min} | erase.within: expected at least 95 s: 16 checkpoints and the 3"
            + " that are kept, one in 5 s, found 1 min",
        "cameras: yard | cameras: expected a list",
        "cameras: [{id: a}] | camera 'a': url: expected a value, found none",
        "cameras: [{id: a, url: b, fps: fast}] | camera 'a': fps: expected a number from 0.01 to"
            + " 60.0",
        "cameras: [{id: a, url: b, fps: 0}] | camera 'a': fps: expected a number",
        "cameras: [{id: a, url: b, play: twice}] | camera 'a': play: expected once or loop, found"
            + " twice",
        "cameras: [{id: a, url: b, retain: -PT1S}] | camera 'a': retain: expected a positive"
            + " duration",
        "cameras: [{id: a, url: b, retain: PT73H}] | camera 'a': retain: expected at most 3 d,"
            + " memory.retain-at-most: remember for less, or raise that, found PT73H",
        "memory: {retain-at-most: 0 s} | memory.retain-at-most: expected a duration from 1 s",
        "cameras: [{id: a, url: b, retain: PT99999999999999H}] | camera 'a': retain: expected a"
            + " positive duration",
        "cameras: [{id: a, url: b, colour: red}] | camera 'a': colour: expected one of",
        "cameras: [{id: a, url: b}, {id: a, url: c}] | camera 'a' is there twice",
        "kafka: {topics: {answers: x, questions: x}} | kafka.topics.questions and"
            + " kafka.topics.answers: expected two topics, found topic 'x' of both; change one of"
            + " them",
        "kafka: {topics: {snapshots: voco.status}} | kafka.topics.status and"
            + " kafka.topics.snapshots: expected two topics",
        "kafka: {topics: {alerts: a.b, scores: a_b}} | kafka.topics.alerts and kafka.topics.scores:"
            + " expected two topics, found 'a.b' and 'a_b', which Kafka takes for one",
        "metrics: {prometheus-port: 8081} | ui-port and metrics.prometheus-port: expected two"
            + " ports, found port 8081 of both",
      })
  void aWrongValueIsNamedWithWhatWasExpected(String line, String message) {
    String key = line.substring(0, line.indexOf(':'));
    String base = SMALLEST.lines().filter(l -> !l.startsWith(key + ":")).reduce("", this::append);
    assertThatThrownBy(() -> read(append(base, line)))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith(directory.resolve("voco.yaml") + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status: {every: 1 min} | at least 19 min",
        "flink: {execution.checkpointing.num-retained: 200} | at least 18 min: 16 checkpoints and"
            + " the 200 that are kept",
      })
  void whoAsksForAnErasureSoonerThanItCanBeIsRefused(String line, String expected)
      throws IOException {
    assertThat(read(append(SMALLEST, line)).eraseWithin()).isGreaterThan(Duration.ofMinutes(10));
    assertThatThrownBy(() -> read(append(SMALLEST, line) + "erase: {within: 10 min}\n"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("erase.within: expected " + expected);
  }

  @Test
  void savepointsWhereTheJobLooksForItsCheckpointsAreRefused() throws IOException {
    Path own = directory.resolve("c/voco-stream");
    for (String key : List.of("execution.checkpointing.savepoint-dir", "state.savepoints.dir")) {
      for (String place : List.of(own.toString(), own.toUri() + "/", own.resolve("s") + "")) {
        assertThatThrownBy(() -> read(SMALLEST + "flink: {%s: '%s'}\n".formatted(key, place)))
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("checkpoints.directory and flink.%s: expected two", key);
      }
    }
    for (Object place : List.of(own.getParent(), directory, "s3://b/c/voco-stream")) {
      String line = "flink: {state.savepoints.dir: '%s'}\n".formatted(place);
      assertThat(read(SMALLEST + line).flink()).hasSize(1);
    }
  }

  @Test
  void whatCollidesIsSaidToComeOfTheEnvironment() {
    assertThatThrownBy(() -> read(SMALLEST, Map.of("VOCO_KAFKA_TOPICS_ANSWERS", "voco.status")))
        .hasMessageContaining("kafka.topics.answers and kafka.topics.status")
        .hasMessageEndingWith("; of the environment come VOCO_KAFKA_TOPICS_ANSWERS");
  }

  @Test
  void theEnvironmentOutweighsTheFileAndIsSaidToWhereItIsWrong() throws IOException {
    Map<String, String> environment =
        Map.of(
            "VOCO_PARALLELISM", "3",
            "VOCO_GATE_FILES", "/a,/b",
            "VOCO_KAFKA_DELIVERY", "at-least-once",
            "VOCO_MODEL_DIRECTORY", "/models/m",
            "VOCO_UI_PORT", " ",
            "VOCO_SERVICE_HOST", "10.0.0.1");
    JobConfig config = read(SMALLEST + "parallelism: 2\n", environment);
    assertThat(config.parallelism()).isEqualTo(3);
    assertThat(config.access().files()).containsExactly("/a", "/b");
    assertThat(config.kafka().delivery()).isEqualTo(KafkaSettings.Delivery.AT_LEAST_ONCE);
    assertThat(config.modelDirectory()).isEqualTo(Path.of("/models/m"));
    assertThat(config.uiPort()).as("blank is not set").isEqualTo(8081);

    assertThatThrownBy(() -> read(SMALLEST + "parallelism: 2\n", Map.of("VOCO_PARALLELISM", "0")))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            directory.resolve("voco.yaml")
                + ": parallelism: expected a whole number from 1 to 128, found 0;"
                + " VOCO_PARALLELISM of the environment says so and outweighs the file: correct or"
                + " unset it");
  }

  @Test
  void valuesThatDoNotGoTogetherSayWhichAreOfTheEnvironment() {
    assertThatThrownBy(() -> read(SMALLEST, Map.of("VOCO_ANSWER_PATIENCE", "1 s")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("answer.patience must be longer than answer.reserve")
        .hasMessageEndingWith("; of the environment come VOCO_ANSWER_PATIENCE");
  }

  @Test
  void aVariableThatSetsNothingIsNoticedUnlessItIsSomebodyElses() {
    assertThat(
            JobConfig.strangers(
                Set.of(
                    "VOCO_GATE_FILE",
                    "VOCO_GATE_FILES",
                    "VOCO_UI_PORT",
                    "VOCO_SECRET_YARD",
                    "VOCO_JVM_OPTIONS",
                    "VOCO_LOG",
                    "VOCO_PORT_8081_TCP_ADDR",
                    "VOCO_JOBMANAGER_SERVICE_HOST",
                    "PATH")))
        .containsExactly("VOCO_GATE_FILE");
  }

  @Test
  void whatMustBeGivenMayBeGivenByTheEnvironmentAlone() throws IOException {
    assertThatThrownBy(() -> read("checkpoints: {directory: c}\n"))
        .hasMessageEndingWith(
            "model.directory: expected a value, found none; correct it here, or set"
                + " VOCO_MODEL_DIRECTORY");
    Map<String, String> environment = Map.of("VOCO_MODEL_DIRECTORY", "m");
    assertThat(read("checkpoints: {directory: c}\n", environment).modelDirectory())
        .isEqualTo(directory.resolve("m"));
  }

  @Test
  void aMissingFileAndBrokenYamlAreOneLine() {
    assertThatThrownBy(() -> JobConfig.read(directory.resolve("none.yaml")))
        .hasMessage(directory.resolve("none.yaml") + ": no such file; --config names it");
    assertThatThrownBy(() -> read("cameras: [}"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("\n");
  }

  /** What stands in the first would be left out without a word. */
  @Test
  void aSectionThatIsThereTwiceIsNamed() {
    assertThatThrownBy(
            () -> read(SMALLEST + "gate: {internet: false}\ngate: {allow: [10.0.0.0/8]}\n"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("line ")
        .hasMessageContaining("Duplicate field 'gate'");
  }

  private String append(String text, String line) {
    return text + line + "\n";
  }

  private JobConfig read(String yaml) throws IOException {
    return read(yaml, Map.of());
  }

  private JobConfig read(String yaml, Map<String, String> environment) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(file, yaml);
    return JobConfig.read(file, environment);
  }
}
