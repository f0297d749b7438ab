package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.job.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Too much comes, five times the frames and then twenty times the questions as well, for a model
 * that takes 80 ms for a frame and 200 ms for an answer: the newest frames are kept and the others
 * counted, each question is answered or told {@code overloaded} in time, and soon after all is as
 * it was.
 */
@Tag("slow")
@Timeout(300)
class OverloadITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of each question; see {@code answer.patience}. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** A part that is late is waited for a second longer; the rest is for a busy machine. */
  private static final long SLACK_MILLIS = 3_000;

  private static final Duration NORMAL_WITHIN = Duration.ofSeconds(30);
  private static final int QUESTIONS = 200;

  @TempDir private Path directory;

  private LocalBroker broker;
  private Mailbox mailbox;
  private ShownMetrics metrics;
  private int asked;

  @Test
  void dropsFramesBeforeQuestionsAndRecovers() throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    try {
      VideoJob job = job();
      job.checkBroker(true);
      try (LocalFlink flink = LocalFlink.start(job, true);
          Mailbox opened = new Mailbox(job.config().kafka())) {
        mailbox = opened;
        flink.awaitRunning(PATIENCE);
        overload();
      }
    } finally {
      broker.close();
    }
  }

  private void overload() throws Exception {
    await().atMost(PATIENCE).until(() -> frames(camera(0)) > 5);
    long before = IntStream.range(0, 3).mapToLong(i -> total(ask())).max().orElseThrow();

    for (int number = 1; number < 5; number++) {
      add(camera(number));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> IntStream.range(0, 5).allMatch(number -> frames(camera(number)) > 0));
    assertFramesAreDroppedAndTheNewestKept();
    for (int question = 0; question < 3; question++) { // frames go first
      assertThat(ask().path("status").asText()).isEqualTo("answered");
    }
    assertEveryQuestionIsAnsweredInTime(askTwentyASecond());
    assertFramesAreDroppedAndTheNewestKept();

    for (int number = 1; number < 5; number++) {
      mailbox.camera(camera(number).id(), null);
    }
    Instant over = Instant.now();
    await()
        .atMost(NORMAL_WITHIN)
        .untilAsserted(
            () -> {
              double dropped = replaced();
              JsonNode answer = ask();
              assertThat(answer.path("status").asText()).isEqualTo("answered");
              assertThat(total(answer)).isLessThan(2 * before + 500);
              assertThat(lag(camera(0))).isLessThan(Duration.ofSeconds(3));
              assertThat(replaced()).isEqualTo(dropped);
            });
    System.out.printf(
        "an answer took %d ms before; normal %d ms after the overload%n",
        before, Duration.between(over, Instant.now()).toMillis());
  }

  /** The older ones made room: what is remembered is of now, and what is missing was counted. */
  private void assertFramesAreDroppedAndTheNewestKept() {
    double dropped = replaced();
    await().atMost(PATIENCE).until(() -> replaced() > dropped + 10);
    for (int number = 0; number < 5; number++) {
      ChaosCamera camera = camera(number);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(lag(camera)).isLessThan(Duration.ofSeconds(4)));
    }
  }

  private List<String> askTwentyASecond() throws Exception {
    ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(QUESTIONS);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      clock.scheduleAtFixedRate(
          () -> {
            if (left.getCount() > 0) {
              String id = send();
              ids.add(id);
              left.countDown();
            }
          },
          0,
          50,
          TimeUnit.MILLISECONDS);
      assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      clock.shutdownNow();
    }
    return List.copyOf(ids);
  }

  private void assertEveryQuestionIsAnsweredInTime(List<String> ids) {
    Set<String> wanted = new HashSet<>(ids);
    List<JsonNode> answers = new ArrayList<>();
    await()
        .atMost(DEADLINE.plusSeconds(10))
        .untilAsserted(
            () -> {
              answers.clear();
              mailbox.answers().stream()
                  .filter(answer -> wanted.contains(answer.path("id").asText()))
                  .forEach(answers::add);
              assertThat(answers).hasSize(QUESTIONS);
            });
    assertThat(answers).extracting(answer -> answer.path("id").asText()).doesNotHaveDuplicates();
    List<String> statuses = answers.stream().map(a -> a.path("status").asText()).toList();
    assertThat(statuses).containsOnly("answered", "overloaded");
    long overloaded = statuses.stream().filter("overloaded"::equals).count();
    // 40 s of work are asked for in 10; until the last deadline at most 15 are done
    assertThat(overloaded).isBetween(QUESTIONS / 4L, QUESTIONS - 5L);
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(total(answer)).isLessThan(DEADLINE.toMillis() + SLACK_MILLIS));
    System.out.printf(
        "%d of %d questions were overloaded; the slowest took %d ms%n",
        overloaded,
        QUESTIONS,
        answers.stream().mapToLong(OverloadITCase::total).max().orElseThrow());
  }

  // -- the site

  private VideoJob job() throws IOException {
    ChaosSite site =
        new ChaosSite(directory, broker.bootstrapServers(), List.of(camera(0)), "500 ms");
    for (int number = 0; number < 5; number++) {
      camera(number).writeClip(directory);
    }
    site.config(1);
    metrics = ShownMetrics.onAFreePort();
    Map<String, String> environment =
        Map.of(
            "VOCO_COMPRESS_BATCH_MAX_FRAMES",
            "2",
            "VOCO_ANSWER_PATIENCE",
            DEADLINE.toSeconds() + " s",
            "VOCO_METRICS_PROMETHEUS_PORT",
            Integer.toString(metrics.port()));
    JobConfig config = JobConfig.read(directory.resolve("voco.yaml"), environment);
    return new VideoJob(config, new PacedSource(80, 200), PacedSource::describe);
  }

  private static ChaosCamera camera(int number) {
    return new ChaosCamera(number, 400, Play.LIVE, 40);
  }

  private void add(ChaosCamera camera) throws Exception {
    mailbox.camera(
        camera.id(),
        "{\"id\":\"%1$s\",\"url\":\"%2$s\",\"fps\":%3$d,\"play\":\"loop\",\"pace\":\"live\",\"maxFrames\":40}"
            .formatted(camera.id(), directory.resolve(camera.id() + ".mp4"), ChaosCamera.FPS));
  }

  private int frames(ChaosCamera camera) {
    return mailbox.status(camera.id()).path("memory").path("frames").asInt();
  }

  /** How old the newest frame is. */
  private Duration lag(ChaosCamera camera) {
    String newest = mailbox.status(camera.id()).path("newestFrame").asText();
    return Duration.between(Instant.parse(newest), Instant.now());
  }

  private JsonNode ask() {
    return mailbox.answer(send(), PATIENCE);
  }

  private synchronized String send() {
    String id = "q" + asked++;
    try {
      mailbox.ask(
          "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"Which?\"}".formatted(id, camera(0).id()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return id;
  }

  /** Milliseconds from its arrival. */
  private static long total(JsonNode answer) {
    return answer.path("timings").path("total").asLong();
  }

  /** Frames that made room for newer ones, of all cameras. */
  private double replaced() {
    return metrics.sum("framesDropped", "reason=\"replaced\"");
  }
}
