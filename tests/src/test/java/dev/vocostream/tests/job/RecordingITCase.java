package dev.vocostream.tests.job;

import static dev.vocostream.tests.job.RecordedRun.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two cameras, fifty monitors, {@code kill -9}, a rescale, a savepoint, and the savepoint asked:
 * each step is looked at, and written to {@code tests/target/recording.md} as it went.
 */
@Tag("slow")
@Timeout(1_200)
class RecordingITCase {
  private static final Duration PATIENCE = RecordedRun.PATIENCE;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOW = "Count all things here.";
  private static final int SECONDS = 12; // of the window that is asked again and again
  private static final int SHOWN = 4; // lines of what is long

  @TempDir private Path directory;

  private Transcript transcript;
  private RecordedRun run;
  private Mailbox mailbox;
  private SteadyQuestions steady;
  private VocoProcess watch;
  private Process taskManager;
  private RecordedWindow window;
  private int watched; // alerts that were shown

  @Test
  void whatWasRememberedAndAskedOutlivesAKillARescaleAndTheJob() throws Exception {
    transcript = new Transcript(Path.of("target", "recording.md"), directory);
    run = new RecordedRun(directory, transcript);
    try (RecordedRun all = run) {
      start();
      addMonitors();
      askBefore();
      kill();
      rescale();
      String savepoint = run.savepoint("savepoints");
      settle();
      askOnly(savepoint);
    } catch (Throwable e) {
      System.out.println(run.flink().logs());
      throw e;
    }
  }

  private void start() throws Exception {
    transcript.chapter("1. Two cameras");
    transcript.say("`voco.yaml`:");
    transcript.show(run.configure(1));
    run.voco("topics", "create");
    run.flink().startJobManager();
    taskManager = run.flink().startTaskManager();
    run.awaitSlots(2);
    run.submit();
    mailbox = new Mailbox(run.kafka());
    await().atMost(PATIENCE).until(() -> newest("yard") != null && newest("door") != null);
    run.voco("cameras", "list");
  }

  private Instant newest(String camera) {
    String time = mailbox.status(camera).path("newestFrame").asText();
    return time.isEmpty() ? null : Instant.parse(time);
  }

  private void addMonitors() throws Exception {
    transcript.chapter("2. Fifty monitors");
    watch = run.begin("watch");
    watch.awaitLine("watching", PATIENCE);
    Instant began = Instant.now();
    List<Map.Entry<String, String>> monitors =
        FiftyMonitors.questions().entrySet().stream().toList();
    for (int i = 0; i < monitors.size(); i++) {
      String id = monitors.get(i).getKey();
      String question = monitors.get(i).getValue();
      String[] command = {"monitors", "add", id, question, "--every", "PT5S", "--last", "PT1S"};
      if (i % 25 == 0) {
        run.voco(command);
      } else {
        run.quietly(command);
      }
    }
    transcript.say(
        "and %d more, %d s in all."
            .formatted(monitors.size() - 2, RecordedRun.since(began).toSeconds()));
    awaitAllScored();
    run.head(SHOWN + 1, "monitors", "list");
    showAlerts();
  }

  /** Waits until each monitor has looked at a frame of each camera that comes from now on. */
  private void awaitAllScored() throws Exception {
    int pairs = 2 * FiftyMonitors.questions().size();
    Instant now = Instant.now();
    await()
        .atMost(PATIENCE)
        .until(() -> FiftyMonitors.scoredAfter(now, mailbox.scores()).size() == pairs);
    transcript.say(
        "All %d pairs of monitor and camera were scored for frames after %s, %d s later."
            .formatted(pairs, Transcript.clock(now), RecordedRun.since(now).toSeconds()));
  }

  private void showAlerts() throws Exception {
    await().atMost(PATIENCE).until(() -> alerts().size() > watched);
    List<String> lines = alerts();
    List<String> shown = lines.subList(watched, Math.min(watched + SHOWN, lines.size()));
    transcript.say(
        "`voco watch`, which runs all the time, has printed %d alerts since; the first of them:"
            .formatted(lines.size() - watched));
    transcript.show(String.join("\n", shown));
    watched = lines.size();
  }

  private List<String> alerts() {
    return watch.out().lines().filter(line -> line.contains("yes with p")).toList();
  }

  private void askBefore() throws Exception {
    transcript.chapter("3. Questions");
    steady = new SteadyQuestions(run.kafka());
    transcript.say(
        "From here on somebody asks both cameras every second, until chapter 6. And by hand:");
    Instant begun = newest("yard");
    await().atMost(PATIENCE).until(() -> newest("yard").isAfter(begun.plusSeconds(SECONDS)));
    Instant to = newest("yard").isBefore(newest("door")) ? newest("yard") : newest("door");
    ask("--last", "PT1S", NOW);
    window = new RecordedWindow(run, to.minusSeconds(SECONDS), to);
    window.ask();
    transcript.say("This window is asked again below.");
  }

  /** Asks the job about both cameras. */
  private void ask(String... more) throws Exception {
    run.voco(question(more));
  }

  private void kill() throws Exception {
    transcript.chapter("4. kill -9");
    Instant killed = Instant.now();
    taskManager.destroyForcibly().waitFor();
    transcript.show(
        "$ kill -9 %d   # %s, the task manager"
            .formatted(taskManager.pid(), Transcript.clock(killed)));
    String[] command = question("--last", "PT1S", NOW);
    VocoProcess waiting = run.begin(command);
    int before = steady.asked();
    await().atMost(PATIENCE).until(() -> steady.asked() >= before + 6);
    assertThat(waiting.isAlive())
        .as("an answer without a task manager: %s", waiting.out())
        .isTrue();
    Instant started = Instant.now();
    taskManager = run.flink().startTaskManager();
    RecordedRun.end(waiting);
    transcript.ran(run.shown(command), killed, RecordedRun.since(killed), waiting.out());
    transcript.say(
        "Asked while there was no task manager; at %s another one was started."
            .formatted(Transcript.clock(started)));
    window.askAgain();
    awaitAllScored();
    showAlerts();
    checkGap(killed);
  }

  /** What a live camera showed meanwhile is lost, and said to be. */
  private void checkGap(Instant killed) throws Exception {
    Instant now = Instant.now();
    String[] last = {"--last", "PT%dS".formatted(Duration.between(killed, now).toSeconds() + 5)};
    ask(last[0], last[1], NOW);
    JsonNode said = JSON.readTree(run.quietly(question(last[0], last[1], NOW, "--json")));
    for (JsonNode part : said.path("answers")) {
      assertThat(part.at("/window/gaps"))
          .as("gaps after %s", killed)
          .anyMatch(
              gap ->
                  gap.path("reason").asText().equals("missing")
                      && Instant.parse(gap.path("to").asText()).isAfter(killed));
    }
    transcript.say("What the cameras showed meanwhile is lost, and each answer about it says so.");
  }

  private void rescale() throws Exception {
    transcript.chapter("5. From one subtask to two, on two task managers");
    String savepoint = run.stopWithSavepoint("savepoints");
    run.flink().startTaskManager();
    run.awaitSlots(4);
    run.configure(2);
    transcript.say("In `voco.yaml` now `parallelism: 2`; a second task manager was started.");
    run.submit("--from", savepoint);
    assertThat(run.busyTaskManagers()).isEqualTo(2);
    transcript.say("Both task managers have tasks of the job.");
    window.askAgain();
    awaitAllScored();
    showAlerts();
  }

  private void settle() throws Exception {
    transcript.chapter("6. One answer to each question");
    List<JsonNode> answers = steady.settle(run.asked(), PATIENCE);
    List<JsonNode> alerts = mailbox.alerts();
    FiftyMonitors.checkAlerts(alerts);
    Map<String, Long> statuses =
        answers.stream()
            .collect(Collectors.groupingBy(a -> a.path("status").asText(), Collectors.counting()));
    transcript.say(
        """
        %d questions were asked, %d of them by hand: there is one committed answer to each, by status %s, and no dead letter.
        There are %d alerts, none twice; each monitor was raised and cleared by turns on each camera.\
        """
            .formatted(answers.size(), run.asked(), statuses, alerts.size()));
  }

  private void askOnly(String savepoint) throws Exception {
    transcript.chapter("7. The savepoint, when nothing else is left");
    steady.close();
    mailbox.close();
    run.killAll();
    transcript.say("The broker, the job manager and the task managers are killed.");
    window.askAgain("--savepoint", savepoint);
  }
}
