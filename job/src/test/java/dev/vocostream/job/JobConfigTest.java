package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.kafka.MonitorTopics;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.answer.DeadlineRule;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.gate.Scheme;
import dev.vocostream.operators.sample.ChangeRule;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {
  private static final String SMALLEST =
      """
      model: {directory: m}
      checkpoints: {directory: c}
      cameras: [{id: yard, url: yard.mp4}]
      """;

  @TempDir private Path directory;

  @Test
  void thinningIsReadFromAListOrAVariable() throws IOException {
    Thinning expected =
        new Thinning(
            List.of(
                Step.cut(Duration.ofMinutes(10), 1),
                Step.drop(Duration.ofHours(1), Duration.ofSeconds(5))));
    assertThat(
            read(SMALLEST + "memory: {thin: [after 10 min 1 token, after 1 h a frame every 5 s]}")
                .thinning())
        .isEqualTo(expected);
    Map<String, String> environment =
        Map.of("VOCO_MEMORY_THIN", "after PT10M 1 token,after 1h a frame every 5s");
    assertThat(read(SMALLEST, environment).thinning()).isEqualTo(expected);
    assertThat(read(SMALLEST + "memory: {thin: []}").thinning()).isEqualTo(Thinning.NONE);
  }

  @Test
  void aStepThatLeavesAllThatTheModelMakesIsRefused() {
    ModelDescription model = new ModelDescription("m", "f", true, 336, 2, 1_000, 4_096, false);
    MemoryOptions.require(MemoryOptions.thinning("after 10 s 1 token"), model);
    assertThatThrownBy(
            () -> MemoryOptions.require(MemoryOptions.thinning("after 10 s 2 tokens"), model))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "memory.thin: 'after PT10S 2 tokens': expected fewer than the 2 tokens a frame of model"
                + " m; take the step out");
  }

  @Test
  void longerIntervalsNeedLongerToErase() throws IOException {
    String hourly =
        SMALLEST.replace("directory: c", "directory: c, interval: 1 h") + "erase: {within: 19 h}";
    assertThat(read(hourly).eraseWithin()).isEqualTo(Duration.ofHours(19));
    assertThat(read(SMALLEST.replace("directory: c", "directory: c, interval: 1 h")).eraseWithin())
        .isEqualTo(Duration.ofHours(19));
    assertThat(EraseOptions.needed(Duration.ofSeconds(30), Duration.ofSeconds(5), 4))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void everyDefaultIsWhatTheDocumentsSay() throws IOException {
    JobConfig config = read(SMALLEST);
    assertThat(config.modelDirectory()).isEqualTo(directory.resolve("m"));
    assertThat(config.modelDType()).isEqualTo(DType.FP16);
    assertThat(config.modelCompute()).isEqualTo(Compute.cpu());
    assertThat(config.changes()).isEqualTo(new ChangeRule(Duration.ofSeconds(10)));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.kafka().questions()).isEqualTo("voco.questions");
    assertThat(config.kafka().answers()).isEqualTo("voco.answers");
    assertThat(config.kafka().rejected()).isEqualTo("voco.rejected");
    assertThat(config.kafka().cameras()).isEqualTo("voco.cameras");
    assertThat(config.kafka().status()).isEqualTo("voco.status");
    assertThat(config.kafka().monitoring()).isEqualTo(MonitorTopics.STANDARD);
    assertThat(config.answering().statusEvery()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.kafka().transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.longestOutage()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.thinning()).isEqualTo(Thinning.NONE);
    assertThat(config.retainAtMost()).isEqualTo(Duration.ofHours(72));
    assertThat(config.eraseWithin()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.batches().maxFrames()).isEqualTo(8);
    assertThat(config.batches().maxAge()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.answering().deadlines())
        .isEqualTo(
            new DeadlineRule(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofDays(1)));
    assertThat(config.answering().maxOpen()).isEqualTo(10_000);
    assertThat(config.answering().maxInFlight()).isEqualTo(32);
    assertThat(config.answering().maxInFlightBytes()).isEqualTo(256L << 20);
    assertThat(config.answering().staleAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.answering().remembersIds()).isEqualTo(Duration.ofDays(1));
    assertThat(config.checkpoints().interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.checkpoints().directory())
        .isEqualTo("file://" + directory.resolve("c") + "/voco-stream");
    assertThat(config.parallelism()).isEqualTo(1);
    assertThat(config.uiPort()).isEqualTo(8081);
  }

  @Test
  void aCameraNeedsNoMoreThanItsNameAndPlace() throws IOException {
    assertThat(read(SMALLEST).cameras())
        .containsExactly(
            new CameraSettings(
                "yard",
                directory.resolve("yard.mp4").toString(),
                1,
                Play.LOOP,
                Pace.LIVE,
                Duration.ofMinutes(10),
                10_000,
                1L << 30));
  }

  @Test
  void unchangedFramesAreCompressedWhereThatIsAskedFor() throws IOException {
    assertThat(read(SMALLEST + "sample: {skip-unchanged: false}\n").changes()).isNull();
    assertThat(read(SMALLEST + "sample: {keep-alive: 3 s}\n").changes())
        .isEqualTo(new ChangeRule(Duration.ofSeconds(3)));
  }

  @Test
  void everyCameraKeyIsRead() throws IOException {
    JobConfig config =
        read(
            """
            model: {directory: m}
            checkpoints: {directory: 's3://bucket/c'}
            cameras:
              - {id: a, url: /v/a.mkv, fps: 2.5, play: once, pace: fast, retain: PT1H,
                 max-frames: 7, max-bytes: 3mb, tokens-per-frame: 2, width: 224,
                 credentials: a-login, paused: true, skip-unchanged: false}
            """);
    assertThat(config.checkpoints().directory()).isEqualTo("s3://bucket/c/voco-stream");
    assertThat(config.cameras())
        .containsExactly(
            new CameraSettings(
                "a",
                "/v/a.mkv",
                2.5,
                Play.ONCE,
                Pace.FAST,
                Duration.ofHours(1),
                7,
                3L << 20,
                2,
                224,
                "a-login",
                true,
                false));
  }

  @Test
  void theGateIsOpenedByTheFileAlone() throws IOException {
    assertThat(read(SMALLEST).access())
        .isEqualTo(CameraAccess.STRICT.withFiles(List.of(directory.toString())));
    CameraAccess expected =
        new CameraAccess(
            Set.of(Scheme.HTTP, Scheme.UDP),
            List.of("10.0.0.0/8", "fd00::/8"),
            false,
            directory.resolve("secrets").toString(),
            Duration.ofSeconds(30),
            4,
            List.of(directory.resolve("v").toString(), "/videos"),
            1L << 20,
            Map.of());
    String rest =
        "internet: false, files: [v, /videos], patience: 30 s, bytes-per-second: 1mb}\n"
            + "secrets-file: secrets\n"
            + "decode: {cameras-per-process: 4}\n";
    JobConfig listed =
        read(SMALLEST + "gate: {schemes: [http, udp], allow: [10.0.0.0/8, 'fd00::/8'], " + rest);
    assertThat(listed.access()).isEqualTo(expected);
    String words = SMALLEST + "gate: {schemes: 'http, udp', allow: '10.0.0.0/8 fd00::/8', " + rest;
    assertThat(read(words).access()).isEqualTo(expected);
  }

  @Test
  void theModelComputesWhereAndWithWhatItIsTold() throws IOException {
    JobConfig config =
        read(
            SMALLEST.replace(
                "m}", "m, dtype: int8, device: cuda:1, compute: bf16, threads: 3, hot-bytes: 3g}"));
    assertThat(config.modelDType()).isEqualTo(DType.INT8);
    assertThat(config.modelCompute()).isEqualTo(new Compute("cuda:1", DType.BF16, 3, 3L << 30));
  }

  @Test
  void flinkIsSetAsThePromisesNeedIt() throws IOException {
    Configuration flink = FlinkSettings.of(read(SMALLEST + "flink: {taskmanager.slots: 3}"));
    assertThat(flink.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(flink.toMap())
        .containsEntry("state.backend.type", "rocksdb")
        .containsEntry("pipeline.generic-types", "false")
        .containsEntry("pipeline.max-parallelism", "128")
        .containsEntry("taskmanager.slots", "3");
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoints-after-tasks-finish.enabled: true, PT260S", // three may fail by default
    "tolerable-failed-checkpoints: 0, PT65S",
    "tolerable-failed-checkpoints: 2147483647, PT139586437120S",
    "min-pause: 1 min, PT480S"
  })
  void aTransactionOutlivesFailingCheckpoints(String setting, Duration longest) throws Exception {
    JobConfig config = read(SMALLEST + "flink: {execution.checkpointing." + setting + "}");
    assertThat(FlinkSettings.longestWithoutCheckpoint(config)).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"execution.checkpointing.incremental", "state.backend.rocksdb.memory.managed"})
  void flinkSettingsThatWouldBreakAPromiseAreRefused(String key) {
    assertThatThrownBy(() -> FlinkSettings.of(read(SMALLEST + "flink: {%s: false}".formatted(key))))
        .hasMessageContaining("flink." + key + ": must be true, was false");
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
