package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.local.FlinkRest;
import dev.vocostream.job.local.LocalBroker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job on a Flink cluster of real processes, as deploy/docs/standalone.md says. */
@Timeout(600)
class StandaloneITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String[] CAMERAS = {
    "{id: door, url: door.mp4, fps: 4, play: once, pace: fast}",
    "{id: yard, url: yard.mp4, fps: 4, play: loop, pace: live}"
  };

  @Test
  void aSubmittedJobAnswersAndOutlivesItsTaskManager(@TempDir Path directory) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
        FlinkProcesses flink = new FlinkProcesses(directory.resolve("flink"))) {
      Site site = new Site(directory, broker.bootstrapServers());
      Path file = site.config("standalone", CAMERAS);
      try {
        submitAndKill(directory, flink, file);
      } catch (Throwable e) {
        System.out.println(flink.logs());
        throw e;
      }
    }
  }

  private static void submitAndKill(Path directory, FlinkProcesses flink, Path file)
      throws Exception {
    flink.startJobManager();
    Process taskManager = flink.startTaskManager();
    awaitSlots(flink);

    assertThat(submit(directory, flink, file)).isZero();
    try (Mailbox mailbox = new Mailbox(JobConfig.read(file).kafka())) {
      awaitWholeFile(mailbox, "before");
      awaitOneMemory(directory);
      assertThat(nativeLibrariesOf(taskManager).values()).isNotEmpty().containsOnly(1);
      assertThat(submit(directory, flink, file)).as("a second job of the same name").isOne();
      assertThat(outputOfRun(directory, flink, file))
          .contains("no other job with the transactional ids 'standalone', found one that runs on");
      awaitWholeFile(mailbox, "undisturbed");

      taskManager.destroyForcibly().waitFor(); // as kill -9
      flink.startTaskManager();
      awaitWholeFile(mailbox, "after");
      awaitOneMemory(directory); // none is left of the one that was killed
    }
    JsonNode jobs = get(flink, "/jobs").path("jobs");
    JsonNode failures = get(flink, "/jobs/" + jobs.get(0).path("id").asText() + "/exceptions");
    // on a busy machine more follow, for as long as there is no other task manager
    assertThat(failures.findValues("failureLabels").toString()).contains("cause", "worker");
  }

  /** RocksDB's files come and go meanwhile. */
  private static void awaitOneMemory(Path directory) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(memoriesIn(directory)).hasSize(1));
  }

  /** Working directories of task managers that have a RocksDB. */
  private static Set<Path> memoriesIn(Path directory) throws Exception {
    Path temporary = directory.resolve("flink/tmp");
    try (Stream<Path> files = Files.walk(temporary)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("MANIFEST-"))
          .map(file -> temporary.relativize(file).getName(0))
          .collect(Collectors.toSet());
    }
  }

  private static JsonNode get(FlinkProcesses flink, String path) throws Exception {
    FlinkRest rest = new FlinkRest(URI.create("http://" + flink.address()));
    return new ObjectMapper().readTree(rest.get(path).body());
  }

  private static int submit(Path directory, FlinkProcesses flink, Path config) throws Exception {
    try (VocoProcess voco =
        VocoProcess.start(
            directory,
            "submit",
            "--create-topics",
            "--config",
            config.toString(),
            "--to",
            flink.address())) {
      int code = voco.awaitEnd(PATIENCE);
      System.out.println(voco.out() + voco.err());
      return code;
    }
  }

  /** What Flink's own client prints, which does not look at names; it must not succeed. */
  private static String outputOfRun(Path directory, FlinkProcesses flink, Path config)
      throws Exception {
    Path output = directory.resolve("run.out");
    Process client =
        flink.startClient(
            output,
            List.of(
                "run",
                "-d",
                "-m",
                flink.address(),
                VocoProcess.JOB_JAR.toString(),
                "--config",
                config.toString()));
    assertThat(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(client.exitValue()).isNotZero();
    return Files.readString(output);
  }

  private static void awaitSlots(FlinkProcesses flink) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .failFast("a process of Flink ended", () -> !flink.isAlive())
        .untilAsserted(
            () -> assertThat(get(flink, "/overview").path("slots-available").asInt()).isEqualTo(2));
  }

  /** 16 s at 4 fps touch 64 or 65 periods; read once, so after a crash only memory has them. */
  private static void awaitWholeFile(Mailbox mailbox, String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String id = name + System.nanoTime();
              mailbox.ask(
                  """
                  {"id":"%s","cameras":["door"],"text":"What is there?","maxTokens":8,"deadline":"%s"}
                  """
                      .formatted(id, Instant.now().plusSeconds(60)));
              JsonNode part = mailbox.answer(id, PATIENCE).path("answers").get(0);
              assertThat(part.path("window").path("remembered").asInt()).isBetween(64, 65);
            });
  }

  /** How many files each native library of ours is mapped from. */
  private static Map<String, Integer> nativeLibrariesOf(Process process) throws Exception {
    Map<String, Set<String>> places = new TreeMap<>();
    try (Stream<String> lines = Files.lines(Path.of("/proc", process.pid() + "", "maps"))) {
      lines
          .filter(line -> line.contains("/org/bytedeco/"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .forEach(
              file ->
                  places
                      .computeIfAbsent(file.getFileName().toString(), n -> new TreeSet<>())
                      .add(file.toString()));
    }
    Map<String, Integer> copies = new TreeMap<>();
    places.forEach((name, files) -> copies.put(name, files.size()));
    return copies;
  }
}
