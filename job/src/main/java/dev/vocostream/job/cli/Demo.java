package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.Words;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.console.Role;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.job.local.Ports;
import dev.vocostream.job.local.ScratchDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Broker, job and two cameras in a directory of their own, with somebody who asks. */
final class Demo implements AutoCloseable {
  static final List<String> CAMERAS = List.of("yard", "door");
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMillis(4_500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What a camera has seen before it is asked about. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

  /** A frame is at most this much behind its second. */
  private static final Duration NEARLY = Duration.ofMillis(300);

  /** Until what a camera sees is remembered, at the latest. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** Long enough to hold the time in which a camera was off. */
  private static final Duration LATELY = Duration.ofSeconds(20);

  private static final int CONSOLE_PORT = 8090;
  private static final long SEED = 1;

  // -- configuration
  private final Screen screen;
  private final DemoFiles files;
  private final int brokerPort;
  private final int uiPort;

  // -- runtime; what was started last is stopped first
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private KafkaSettings kafka;
  private Asker asker;
  private int asked;
  private int right;
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
    screen.step("drawing two scenes, unpacking the model", files::write);
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
    kafka = config.kafka();
    asker = new Asker(kafka, Duration.ZERO);
    opened(asker::close);
    CameraJson cameras = new CameraJson(config.retainAtMost());
    Console console = Console.start(kafka, cameras, Entrance.ofLinks(Ports.freeFrom(CONSOLE_PORT)));
    opened(console);
    screen.say("  console   " + console.link(Role.ADMIN));
    screen.say("  model     " + Words.of(job.describeModel()));
    screen.say("  memory    " + Words.memoryOf(job, job.config().cameras()));
    screen.say("  Flink     " + flink.webPage());
    screen.say("");
  }

  private void tellIfUnasked(Throwable error) {
    if (!closing) {
      screen.say("the job ended" + (error == null ? "" : ": " + SetupException.innermost(error)));
    }
  }

  private LocalBroker startBroker() {
    LocalBroker broker = LocalBroker.start(files.broker(), brokerPort, line -> {});
    opened(broker::stop);
    return broker;
  }

  /** Ten questions whose answers are known, to both cameras in turn. */
  void askTen() throws Exception {
    DemoQuestions questions = new DemoQuestions(SEED);
    Map<String, Instant> first = new LinkedHashMap<>();
    for (String camera : CAMERAS) {
      first.put(camera, firstFrame(camera));
    }
    for (int number = 0; number < DemoQuestions.count(); number++) {
      String camera = CAMERAS.get(number % CAMERAS.size());
      Instant began = first.get(camera);
      // a camera's frames are the first behind each second of the clock
      Instant newest = Instant.ofEpochSecond(Instant.now().minus(SETTLED).getEpochSecond());
      double second = Math.ceil(Duration.between(began, newest).toMillis() / 100.0) / 10;
      askKnown(camera, newest, questions.ask(number, DemoFiles.scene(camera), second));
    }
    screen.say("%d of %d were right".formatted(right, asked));
    screen.say("");
  }

  /** Waits until a camera has seen enough, and says when its first second was. */
  private Instant firstFrame(String camera) throws Exception {
    Ask all = Ask.about(List.of(camera), "How many things are there?");
    while (true) {
      JsonNode window = asker.ask(all).path("answers").path(0).path("window");
      if (window.path("remembered").asInt() > 0) {
        Instant first = Instant.parse(window.path("from").asText());
        Instant newest = Instant.parse(window.path("to").asText());
        // Not a number of frames: those in which nothing changes are not remembered.
        if (Duration.between(first, newest).compareTo(FIRST_LOOK) >= 0) {
          return first;
        }
      }
    }
  }

  private void askKnown(String camera, Instant newest, DemoQuestions.Question question)
      throws Exception {
    Instant from = newest.minusSeconds(question.seconds() - 1L);
    Instant to = newest.plus(NEARLY);
    Ask ask = Ask.about(List.of(camera), question.asked().question()).between(from, to, PATIENCE);
    JsonNode answer = ask(ask);
    String said = answer.path("answers").path(0).path("text").asText();
    boolean isRight = said.strip().equals(question.asked().answer());
    right += isRight ? 1 : 0;
    String verdict = isRight ? "right" : "wrong, it is \"" + question.asked().answer() + "\"";
    screen.say("    " + verdict);
    screen.say("");
  }

  /** Cameras that fail, beside those that do not; then a question whose window has a gap. */
  void showTroubles() throws Exception {
    DemoTroubles troubles = new DemoTroubles(screen, kafka, files.rtspClip(), DemoFiles.CLIP_FPS);
    opened(troubles);
    troubles.show();
    ask(Ask.about(List.of(DemoTroubles.GATE), "How many things are there?").last(LATELY));
    screen.say("");
  }

  JsonNode ask(Ask ask) throws Exception {
    screen.say("%s: %s".formatted(String.join(", ", ask.cameras()), ask.text()));
    JsonNode answer = asker.ask(ask);
    asked++;
    if (screen.isJson()) {
      screen.message(answer.toString());
    } else {
      AnswerText.lines(answer).forEach(screen::say);
    }
    return answer;
  }

  int asked() {
    return asked;
  }

  int right() {
    return right;
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
