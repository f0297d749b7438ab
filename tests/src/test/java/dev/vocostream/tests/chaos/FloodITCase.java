package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.tests.chaos.Asked.Kind;
import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.job.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten malformed messages for each good question do not make good ones wait. */
@Tag("slow")
@Timeout(600)
class FloodITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<ChaosCamera> CAMERAS = List.of(new ChaosCamera(0, 400, Play.LIVE, 40));
  private static final int WARM = 100; // until the job's code is compiled
  private static final int QUESTIONS = 300; // without the flood, and with it
  private static final long QUESTION_MICROS = 100_000;
  private static final long MALFORMED_MICROS = QUESTION_MICROS / 10;

  /** Of a machine that has other things to do; an answer takes a few milliseconds. */
  private static final long NOISE_MILLIS = 100;

  private final Random random = Seed.random();

  @TempDir private Path directory;

  @Test
  void goodQuestionsAreAnsweredAsSoonAsWithoutIt() throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      ChaosSite site = new ChaosSite(directory, broker.bootstrapServers(), CAMERAS, "1 s");
      site.writeClips();
      VideoJob job = site.job(1);
      job.checkBroker(true);
      KafkaSettings kafka = job.config().kafka();
      try (LocalFlink flink = LocalFlink.start(job, true);
          Mailbox mailbox = new Mailbox(kafka);
          Questioner asker = new Questioner(kafka, CAMERAS, random)) {
        flink.awaitRunning(PATIENCE);
        await()
            .atMost(PATIENCE)
            .until(() -> mailbox.status("cam0").at("/memory/frames").asInt() >= 40);
        ask(kafka, asker);
        long without = percentile99(kafka, mailbox, WARM);
        long with = percentile99(kafka, mailbox, WARM + QUESTIONS);
        System.out.printf(
            "of %d questions 99 %% were answered within %d ms, among %d malformed messages within"
                + " %d ms%n",
            QUESTIONS, without, mailbox.deadLetters().size(), with);
        assertThat(mailbox.deadLetters()).hasSizeGreaterThan(QUESTIONS);
        assertThat(with).isLessThanOrEqualTo(2 * without + NOISE_MILLIS);
      }
    }
  }

  /** The first half without malformed messages, the second among them. */
  private void ask(KafkaSettings kafka, Questioner asker) throws Exception {
    MalformedQuestions malformed = new MalformedQuestions(random);
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    try (KafkaProducer<byte[], byte[]> flood =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      every(clock, QUESTION_MICROS, () -> asker.askGood(Kind.ALL));
      await().atMost(PATIENCE).until(() -> asker.expected().begun() >= WARM + QUESTIONS);
      every(
          clock,
          MALFORMED_MICROS,
          () -> flood.send(new ProducerRecord<>(kafka.questions(), malformed.next())));
      await().atMost(PATIENCE).until(() -> asker.expected().begun() >= WARM + 2 * QUESTIONS);
    } finally {
      clock.shutdownNow();
      asker.flush();
    }
  }

  private static void every(ScheduledExecutorService clock, long micros, Runnable what) {
    clock.scheduleAtFixedRate(what, 0, micros, TimeUnit.MICROSECONDS);
  }

  /** From when the broker's client sent a question until the job wrote its answer. */
  private static long percentile99(KafkaSettings kafka, Mailbox mailbox, int first) {
    mailbox.answer("good-" + (first + QUESTIONS - 1), PATIENCE);
    Map<String, Long> asked = times(kafka, kafka.questions());
    Map<String, Long> answered = times(kafka, kafka.answers());
    long[] took =
        IntStream.range(first, first + QUESTIONS)
            .mapToObj(number -> "good-" + number)
            .mapToLong(id -> answered.get(id) - asked.get(id))
            .sorted()
            .toArray();
    return took[QUESTIONS * 99 / 100 - 1];
  }

  private static Map<String, Long> times(KafkaSettings kafka, String topic) {
    Map<String, Long> times = new HashMap<>();
    try (TopicFollower follower = new TopicFollower(kafka, topic)) {
      follower.read(message -> times.put(idOf(message), message.timestamp()));
    }
    return times;
  }

  private static String idOf(ConsumerRecord<byte[], byte[]> message) {
    try {
      JsonNode json = message.value() == null ? null : new ObjectMapper().readTree(message.value());
      return json == null ? "" : json.path("id").asText();
    } catch (IOException malformed) {
      return "";
    }
  }
}
