package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.job.local.ScratchDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Broker, job and two cameras in a directory of their own, with somebody who asks. */
final class Demo implements AutoCloseable {
  static final List<String> CAMERAS = List.of("yard", "door");
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMillis(4_500);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(4);

  // -- configuration
  private final Screen screen;
  private final DemoFiles files;
  private final int brokerPort;
  private final int uiPort;

  // -- runtime; what was started last is stopped first
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private Asker asker;
  private Instant began;
  private int asked;
  private volatile boolean closing;

  Demo(Screen screen, ScratchDirectory directory, int brokerPort, int uiPort) {
    this.screen = screen;
    this.files = new DemoFiles(directory.path());
    this.brokerPort = brokerPort;
    this.uiPort = uiPort;
    opened(directory);
  }

  void start() throws Exception {
    // The broker takes longest, and scenes and weights need none.
    CompletableFuture<LocalBroker> broker = CompletableFuture.supplyAsync(this::startBroker);
    screen.step("drawing two scenes, seeding a model", files::write);
    screen.step("starting Kafka on 127.0.0.1:" + brokerPort, broker::get);
    JobConfig config = files.config(brokerPort, uiPort);
    VideoJob job = new VideoJob(config);
    job.checkBroker(true);
    LocalFlink flink =
        screen.step(
            "starting Flink on http://127.0.0.1:" + uiPort,
            () -> {
              LocalFlink local = LocalFlink.start(job, true);
              opened(local::close);
              local.awaitRunning(START);
              return local;
            });
    flink.ended().whenComplete((result, error) -> tellIfUnasked(error));
    asker = new Asker(config.kafka());
    opened(asker::close);
    began = Instant.now();
    screen.say("  model     " + Words.of(job.describeModel()));
    screen.say("  memory    " + Words.memoryOf(job));
    screen.say("  web page  " + flink.webPage());
    screen.say("");
  }

  private void tellIfUnasked(Throwable error) {
    if (!closing) {
      screen.say("the job ended" + (error == null ? "" : ": " + Words.causeOf(error)));
    }
  }

  private LocalBroker startBroker() {
    LocalBroker broker = LocalBroker.start(files.broker(), brokerPort, line -> {});
    opened(broker::stop);
    return broker;
  }

  /** Three questions: a window that is still to come, a look back, and both cameras at once. */
  void askThree() throws Exception {
    Instant end = began.plus(FIRST_LOOK);
    ask(Ask.about(List.of("yard"), "What is moving?").between(began, end, START));
    ask(Ask.about(List.of("door"), "Is there a triangle?").last(Duration.ofSeconds(10)).asYesNo());
    ask(Ask.about(CAMERAS, "Which colours are there?").last(Duration.ofSeconds(5)));
  }

  void ask(Ask ask) throws Exception {
    screen.say("%s: %s".formatted(String.join(", ", ask.cameras()), ask.text()));
    JsonNode answer = asker.ask(ask);
    asked++;
    if (screen.isJson()) {
      screen.message(answer.toString());
    } else {
      AnswerText.lines(answer).forEach(screen::say);
    }
    screen.say("");
  }

  int asked() {
    return asked;
  }

  private synchronized void opened(AutoCloseable part) {
    started.push(part);
  }

  /** Stops everything, within five seconds. */
  @Override
  public synchronized void close() {
    closing = true;
    long end = System.nanoTime() + STOP.toNanos();
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        CompletableFuture.runAsync(() -> closeQuietly(part))
            .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (Exception e) {
        // It ends with the process.
      }
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // It ends with the process.
    }
  }
}
