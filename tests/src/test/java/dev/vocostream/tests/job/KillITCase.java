package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.Transactions;
import dev.vocostream.job.local.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of {@code voco run} is killed while questions are on their way; each is answered
 * exactly once, and nobody waits for a transaction of the dead. A second one is refused meanwhile.
 * More kinds of death are in the package chaos.
 */
@Tag("chaos")
@Timeout(600)
class KillITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(30);
  private static final Duration LONGEST_UNREADABLE = Duration.ofSeconds(60);
  private static final int QUESTIONS = 40;
  private static final int KILLS = 1;
  private static final long EVERY_MILLIS = 250;
  private static final String[] CAMERAS = {
    "{id: yard, url: yard.mp4, fps: 4, play: loop, pace: live}",
    "{id: door, url: door.mp4, fps: 4, play: once, pace: fast}"
  };

  private final long seed = Long.getLong("vocostream.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private VocoProcess voco;

  @AfterEach
  void killWhatRuns() throws Exception {
    if (voco != null) {
      voco.kill();
    }
  }

  @Test
  void noQuestionIsLostOrAnsweredTwiceWhenTheProcessIsKilled(@TempDir Path parent)
      throws Exception {
    System.out.println("vocostream.seed=" + seed);
    Path directory = Files.createDirectory(parent.resolve("two words 5%")); // as users name theirs
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      Site site = new Site(directory, broker.bootstrapServers());
      JobConfig config = site.job("kill", CAMERAS);
      new VideoJob(config).checkBroker(true);
      try (Mailbox mailbox = new Mailbox(config.kafka())) {
        killWhileAsking(directory, site, mailbox, new Transactions(config.kafka()));
      }
    }
  }

  private void killWhileAsking(
      Path directory, Site site, Mailbox mailbox, Transactions transactions) throws Exception {
    run(directory, site);
    mailbox.ask(question("before"));
    mailbox.answer("before", PATIENCE);
    int others = 2 + answeredWhileASecondIsRefused(directory, mailbox);
    ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor();
    AtomicInteger asked = new AtomicInteger();
    asker.scheduleAtFixedRate(
        () -> askNext(mailbox, asked), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        int until = asked.get() + 4 + random.nextInt(12);
        await().atMost(PATIENCE).until(() -> asked.get() >= Math.min(until, QUESTIONS));
        voco.kill();
        site.parallelism(1 + kill); // it comes back on one subtask
        run(directory, site);
        assertThat(voco.out()).contains("chk-");
        Map<String, Long> written = transactions.written();
        await().atMost(LONGEST_UNREADABLE).until(() -> transactions.readableTo(written));
      }
      await().atMost(PATIENCE).until(() -> asked.get() == QUESTIONS);
    } finally {
      asker.shutdownNow();
    }
    checkAnswers(mailbox, others);
    await()
        .atMost(LONGEST_UNREADABLE)
        .untilAsserted(() -> assertThat(transactions.readable()).isEqualTo(transactions.written()));
    voco.interrupt();
    voco.awaitEnd(PATIENCE);
    assertThat(transactions.open()).as("transactions of a job that is gone").isEmpty();
  }

  /**
   * @return how many questions the first one has answered meanwhile
   */
  private static int answeredWhileASecondIsRefused(Path directory, Mailbox mailbox)
      throws Exception {
    int asked = 0;
    try (VocoProcess second =
        VocoProcess.start(
            directory, "run", "--config", directory.resolve("voco.yaml").toString())) {
      second.awaitLine("model", PATIENCE); // until then the JVM starts
      long begun = System.nanoTime();
      while (second.isAlive()) {
        String id = "before" + asked++;
        mailbox.ask(question(id));
        assertThat(statesTheOutage(mailbox.answer(id, PATIENCE))).as("it was disturbed").isFalse();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.printf("a second job was refused after %s: %s", took, second.err());
      assertThat(second.awaitEnd(PATIENCE)).isOne();
      assertThat(second.err()).contains("no other job with the transactional ids 'kill'");
      assertThat(took).isLessThan(LONGEST_REFUSAL);
    }
    return asked;
  }

  private void checkAnswers(Mailbox mailbox, int others) throws Exception {
    IntStream.range(0, QUESTIONS).forEach(i -> mailbox.answer("q" + i, PATIENCE));
    mailbox.ask(question("last"));
    mailbox.answer("last", PATIENCE);
    List<JsonNode> answers = mailbox.answers();
    assertThat(answers)
        .as("seed %d", seed)
        .extracting(answer -> answer.path("id").asText())
        .doesNotHaveDuplicates()
        .hasSize(QUESTIONS + others);
    assertThat(answers)
        .extracting(answer -> answer.path("status").asText())
        .isSubsetOf("answered", "stale");
    // The file that was read once, before the first kill, is remembered whole after the last.
    assertThat(answers)
        .filteredOn(answer -> !answer.path("id").asText().startsWith("before"))
        .extracting(KillITCase::framesOfTheDoor)
        .containsOnly(framesOfTheDoor(mailbox.answer("last", PATIENCE)));
    assertThat(framesOfTheDoor(mailbox.answer("last", PATIENCE))).isBetween(64, 65);
    assertThat(statesTheOutage(mailbox.answer("before", PATIENCE))).isFalse();
    assertThat(statesTheOutage(mailbox.answer("last", PATIENCE))).isTrue();
  }

  /** While the process was dead and coming back, a live camera played on unseen. */
  private static boolean statesTheOutage(JsonNode answer) {
    for (JsonNode gap : answer.path("answers").get(0).path("window").path("gaps")) {
      if (gap.path("reason").asText().equals("missing")) {
        return true;
      }
    }
    return false;
  }

  /** 16 s at 4 fps touch 64 or 65 periods of a quarter second, as the first frame falls. */
  private static int framesOfTheDoor(JsonNode answer) {
    return answer.path("answers").get(1).path("window").path("remembered").asInt();
  }

  private void run(Path directory, Site site) throws Exception {
    String config = site.config("kill", CAMERAS).toString();
    voco = VocoProcess.start(directory, "run", "--config", config);
    voco.awaitLine("running", PATIENCE);
  }

  private static void askNext(Mailbox mailbox, AtomicInteger asked) {
    if (asked.get() < QUESTIONS) {
      try {
        mailbox.ask(question("q" + asked.getAndIncrement()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String question(String id) {
    return """
    {"id":"%s","cameras":["yard","door"],"text":"What is there?","maxTokens":8,"deadline":"%s"}
    """
        .formatted(id, Instant.now().plusSeconds(120));
  }
}
