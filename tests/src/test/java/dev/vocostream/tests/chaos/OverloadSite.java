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

/** A job with one camera and room for more, whose model takes its time. */
final class OverloadSite implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of each question; see {@code answer.patience}. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Path directory;
  private final LocalBroker broker;
  private final LocalFlink flink;
  private final Mailbox mailbox;
  private final ShownMetrics metrics;
  private int asked;

  /**
   * Starts all of it.
   *
   * @param cameras whose clips are written; the first is played
   */
  OverloadSite(Path directory, int cameras, PacedSource model) throws Exception {
    this.directory = directory;
    metrics = ShownMetrics.onAFreePort();
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    VideoJob job = job(cameras, model);
    job.checkBroker(true);
    flink = LocalFlink.start(job, true);
    mailbox = new Mailbox(job.config().kafka());
    flink.awaitRunning(PATIENCE);
    await().atMost(PATIENCE).until(() -> frames(camera(0)) > 5);
  }

  private VideoJob job(int cameras, PacedSource model) throws IOException {
    ChaosSite site =
        new ChaosSite(directory, broker.bootstrapServers(), List.of(camera(0)), "500 ms");
    for (int number = 0; number < cameras; number++) {
      camera(number).writeClip(directory);
    }
    site.config(1);
    Map<String, String> environment =
        Map.of(
            "VOCO_COMPRESS_BATCH_MAX_FRAMES",
            "2",
            "VOCO_ANSWER_MAX_IN_FLIGHT", // so few that questions wait for room, too
            "8",
            "VOCO_ANSWER_PATIENCE",
            DEADLINE.toSeconds() + " s",
            "VOCO_METRICS_PROMETHEUS_PORT",
            Integer.toString(metrics.port()));
    JobConfig config = JobConfig.read(directory.resolve("voco.yaml"), environment);
    return new VideoJob(config, model, PacedSource::describe);
  }

  static ChaosCamera camera(int number) {
    return new ChaosCamera(number, 400, Play.LIVE, 40);
  }

  void add(ChaosCamera camera) throws Exception {
    mailbox.camera(
        camera.id(),
        "{\"id\":\"%1$s\",\"url\":\"%2$s\",\"fps\":%3$d,\"play\":\"loop\",\"pace\":\"live\",\"maxFrames\":40}"
            .formatted(camera.id(), directory.resolve(camera.id() + ".mp4"), ChaosCamera.FPS));
  }

  void remove(ChaosCamera camera) throws Exception {
    mailbox.camera(camera.id(), null);
  }

  /** Has the first camera watched once a second, or, if null, no more. */
  void watch(String text) throws Exception {
    mailbox.monitor(
        "watch",
        text == null
            ? null
            : ("{\"id\":\"watch\",\"cameras\":[\"%s\"],\"text\":\"%s\",\"every\":\"PT1S\","
                    + "\"window\":{\"last\":\"PT1S\"},\"raiseAbove\":0.9,\"clearBelow\":0.1}")
                .formatted(camera(0).id(), text));
  }

  /** How often a monitor was scored. */
  int scores() {
    return mailbox.scores().size();
  }

  int frames(ChaosCamera camera) {
    return mailbox.status(camera.id()).path("memory").path("frames").asInt();
  }

  /** How old the newest frame is. */
  Duration lag(ChaosCamera camera) {
    String newest = mailbox.status(camera.id()).path("newestFrame").asText();
    return Duration.between(Instant.parse(newest), Instant.now());
  }

  /** Frames that made room for newer ones, of all cameras. */
  double replaced() {
    return metrics.sum("framesDropped", "reason=\"replaced\"");
  }

  /** Asks the first camera and waits for the answer. */
  JsonNode ask() {
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
  static long total(JsonNode answer) {
    return answer.path("timings").path("total").asLong();
  }

  /** Asks so many questions, one each so often, and returns when the last was sent. */
  List<String> ask(int questions, Duration every) throws Exception {
    ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(questions);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      clock.scheduleAtFixedRate(
          () -> {
            if (left.getCount() > 0) {
              ids.add(send());
              left.countDown();
            }
          },
          0,
          every.toMillis(),
          TimeUnit.MILLISECONDS);
      assertThat(left.await(every.toMillis() * questions * 3, TimeUnit.MILLISECONDS)).isTrue();
    } finally {
      clock.shutdownNow();
    }
    return List.copyOf(ids);
  }

  /**
   * Each has its one answer, or was told in time that there is none.
   *
   * @return how many were told so
   */
  long overloadedOf(List<String> ids, Duration inTime) {
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
              assertThat(answers).hasSize(ids.size());
            });
    assertThat(answers).extracting(answer -> answer.path("id").asText()).doesNotHaveDuplicates();
    List<String> statuses = answers.stream().map(a -> a.path("status").asText()).toList();
    assertThat(statuses).containsOnly("answered", "overloaded");
    long slowest = answers.stream().mapToLong(OverloadSite::total).max().orElseThrow();
    assertThat(slowest).isLessThan(inTime.toMillis());
    long overloaded = statuses.stream().filter("overloaded"::equals).count();
    System.out.printf(
        "%d of %d questions were overloaded; the slowest took %d ms%n",
        overloaded, ids.size(), slowest);
    return overloaded;
  }

  /** Answers come as soon as before, frames as they are taken, and none is dropped. */
  void assertNormalWithin(Duration time, long before) {
    Instant over = Instant.now();
    await()
        .atMost(time)
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

  @Override
  public void close() throws Exception {
    mailbox.close();
    flink.close();
    broker.close();
  }
}
