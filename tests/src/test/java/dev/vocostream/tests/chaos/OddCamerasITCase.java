package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspFault.Kind;
import dev.vocostream.tests.job.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A camera that never came, one that dies, clocks that are an hour off and media time that leaps:
 * no answer of another camera waits, and each window has the pictures that arrived in it.
 */
@Tag("slow")
@Timeout(600)
class OddCamerasITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ROUND = Duration.ofSeconds(12);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** On a machine with other things to do; an answer takes a few milliseconds. */
  private static final long SOON_MILLIS = 2_000;

  @TempDir private Path directory;

  private LocalBroker broker;
  private NetworkCamera steady;
  private NetworkCamera ahead;
  private NetworkCamera behind;
  private NetworkCamera leaping;
  private NetworkCamera dying;
  private List<NetworkCamera> cameras;
  private final List<WindowAsked> asked = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    steady = NetworkCamera.start(directory, "steady", 0, Duration.ZERO);
    ahead = NetworkCamera.start(directory, "ahead", 1, Duration.ofHours(1));
    behind = NetworkCamera.start(directory, "behind", 2, Duration.ofHours(-1));
    leaping = NetworkCamera.start(directory, "leaping", 3, Duration.ZERO);
    dying = NetworkCamera.start(directory, "dying", 4, Duration.ZERO);
    cameras = List.of(steady, ahead, behind, leaping, dying);
  }

  @AfterEach
  void stop() throws Exception {
    cameras.forEach(NetworkCamera::close);
    broker.stop();
  }

  private JobConfig config() throws Exception {
    String yaml =
        """
        model: {directory: .}
        checkpoints: {directory: checkpoints, interval: 1 s}
        sample: {skip-unchanged: false}
        status: {every: 1 s}
        gate: {allow: 127.0.0.0/8, patience: 4 s}
        parallelism: 2
        ui-port: %d
        kafka: {bootstrap-servers: "%s"}
        cameras: [%s,
          {id: dead, url: 'rtsp://127.0.0.1:%d/live', fps: 10}]
        """
            .formatted(
                ChaosSite.freePort(),
                broker.bootstrapServers(),
                cameras.stream().map(NetworkCamera::yaml).collect(Collectors.joining(",\n  ")),
                ChaosSite.freePort());
    return JobConfig.read(Files.writeString(directory.resolve("voco.yaml"), yaml));
  }

  @Test
  void keepNoOthersAnswerWaitingAndHaveTheirOwnFramesInEachWindow() throws Exception {
    NumberedSource model = new NumberedSource(false, DeviceTrouble.NONE);
    VideoJob job = new VideoJob(config(), model, NumberedModel::describe);
    job.checkBroker(true);
    try (LocalFlink flink = LocalFlink.start(job, true);
        Mailbox mailbox = new Mailbox(job.config().kafka())) {
      flink.awaitRunning(PATIENCE);
      for (NetworkCamera camera : cameras) {
        await().atMost(PATIENCE).until(() -> remembered(mailbox, camera) > 10);
      }
      round(mailbox, cameras);
      awaitOffset(mailbox, ahead, -HOUR);
      awaitOffset(mailbox, behind, HOUR);

      List<NetworkCamera> left = List.of(steady, ahead, behind, leaping);
      dying.close();
      behind.server().setClock(Duration.ZERO); // a time server has put it right
      leaping.server().fault(RtspFault.of(Kind.TIME_JUMP));
      round(mailbox, left);
      awaitOffset(mailbox, behind, 0);

      leaping.server().fault(RtspFault.of(Kind.TIME_BACK));
      round(mailbox, left);
      check(mailbox);
    }
  }

  private static int remembered(Mailbox mailbox, NetworkCamera camera) {
    return mailbox.status(camera.id()).at("/memory/frames").asInt();
  }

  private static void awaitOffset(Mailbox mailbox, NetworkCamera camera, long millis) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(offset(mailbox, camera))
                    .as("clock of camera %s", camera.id())
                    .isBetween(millis - SOON_MILLIS, millis + SOON_MILLIS));
  }

  private static long offset(Mailbox mailbox, NetworkCamera camera) {
    return mailbox.status(camera.id()).path("clockOffsetMillis").asLong(Long.MIN_VALUE);
  }

  /** Asks of cameras that are watched, for so long that what has just befallen them is long ago. */
  private void round(Mailbox mailbox, List<NetworkCamera> watched) throws Exception {
    Instant end = Instant.now().plus(ROUND);
    List<String> all = watched.stream().map(NetworkCamera::id).collect(Collectors.toList());
    all.add(1, "dead");
    while (Instant.now().isBefore(end)) {
      Instant now = Instant.now();
      ask(mailbox, List.of("dead"), now.minusSeconds(1), now.plusSeconds(4)); // waits in vain
      ask(mailbox, all, now.minusSeconds(4), now.minusSeconds(1));
      for (NetworkCamera camera : watched) {
        ask(mailbox, List.of(camera.id()), now.minusSeconds(1), now.plusSeconds(2));
        ask(mailbox, List.of(camera.id()), now.minusSeconds(5), now.minusSeconds(2));
      }
      await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }
    // What befalls a camera next must not fall into a window that is waited for.
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
  }

  /** Twice, as senders do that have not heard whether it was taken. */
  private void ask(Mailbox mailbox, List<String> of, Instant from, Instant to) throws Exception {
    WindowAsked question = new WindowAsked("q" + asked.size(), of, from, to, Instant.now());
    mailbox.ask(question.json());
    mailbox.ask(question.json());
    asked.add(question);
  }

  private void check(Mailbox mailbox) throws Exception {
    Set<String> ids = asked.stream().map(WindowAsked::id).collect(Collectors.toSet());
    await().atMost(PATIENCE).until(() -> idsOf(mailbox.answers()).containsAll(ids));
    Map<NetworkCamera, List<FrameCode>> remembered = new HashMap<>();
    for (NetworkCamera camera : cameras) { // what came twice is there by then
      remembered.put(camera, all(mailbox, camera));
    }
    List<JsonNode> answers = mailbox.answers();
    assertThat(idsOf(answers)).doesNotHaveDuplicates();
    Map<String, JsonNode> byId =
        answers.stream().collect(Collectors.toMap(one -> one.path("id").asText(), one -> one));
    List<String> problems = new ArrayList<>();
    for (WindowAsked question : asked) {
      problems.addAll(question.problems(byId.get(question.id()), remembered, SOON_MILLIS));
    }
    System.out.printf("%d questions, each asked twice%n", asked.size());
    assertThat(problems).isEmpty();
    WindowAsked ofAll = asked.get(1);
    assertThat(shifted(ofAll).problems(byId.get(ofAll.id()), remembered, HOUR))
        .as("with windows two seconds off each watched camera is noticed")
        .hasSize(cameras.size());
  }

  private static WindowAsked shifted(WindowAsked question) {
    Instant from = question.from().plusSeconds(2);
    Instant to = question.to().plusSeconds(2);
    return new WindowAsked(question.id(), question.cameras(), from, to, question.at());
  }

  /** Most of what it showed, as a machine with other things to do takes not every picture. */
  private static List<FrameCode> all(Mailbox mailbox, NetworkCamera camera) throws Exception {
    String id = "all-" + camera.id();
    mailbox.ask(
        "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"What?\"}".formatted(id, camera.id()));
    JsonNode answer = mailbox.answer(id, PATIENCE);
    List<FrameCode> all = FrameCode.of(answer.at("/answers/0/text").asText());
    int first = all.get(0).number();
    int last = all.get(all.size() - 1).number();
    assertThat(all).hasSizeGreaterThan((last - first) * 3 / 4);
    return all;
  }

  private static List<String> idsOf(List<JsonNode> answers) {
    return answers.stream().map(answer -> answer.path("id").asText()).toList();
  }
}
