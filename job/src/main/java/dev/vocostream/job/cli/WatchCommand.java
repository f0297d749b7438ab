package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco watch}: what monitors find, as they find it. */
@Command(
    name = "watch",
    description = "Prints alerts as they are raised and cleared, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco watch",
      "  voco watch --scores",
      "  voco watch --json --for PT1H > alerts.jsonl",
      "",
      "Exit codes: 0 the time of --for is over, 1 not possible (one line says why), 2 wrong use,",
      "  130 Ctrl-C."
    })
final class WatchCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofDays(36_500);

  @Mixin private BrokerOptions broker;

  @Option(names = "--scores", description = "Print every score too.")
  private boolean scores;

  @Option(names = "--for", description = "End after this time, such as PT1M; default: never.")
  private Duration time = LONG;

  @Option(
      names = "--json",
      description = "Print a voco.alerts or voco.scores message a line and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = Screen.of(json);
    KafkaSettings kafka = broker.kafka();
    List<TopicFollower> topics = new ArrayList<>();
    try {
      topics.add(TopicFollower.fromHereOn(kafka, kafka.monitoring().alerts()));
      if (scores) {
        topics.add(TopicFollower.fromHereOn(kafka, kafka.monitoring().scores()));
      }
      follow(topics, screen);
      return 0;
    } catch (KafkaException e) {
      throw new SetupException(
          "topic %s on %s: expected alerts, found %s; is the broker running, and has the job made its topics?"
              .formatted(
                  kafka.monitoring().alerts(),
                  kafka.bootstrapServers(),
                  SetupException.innermost(e)),
          e);
    } finally {
      topics.forEach(TopicFollower::close);
    }
  }

  private void follow(List<TopicFollower> topics, Screen screen) throws InterruptedException {
    long start = System.nanoTime();
    topics.forEach(topic -> topic.read(message -> print(message, screen)));
    screen.say("watching; Ctrl-C ends it");
    while (Duration.ofNanos(System.nanoTime() - start).compareTo(time) < 0) {
      topics.forEach(topic -> topic.read(message -> print(message, screen)));
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private void print(ConsumerRecord<byte[], byte[]> message, Screen screen) {
    try {
      JsonNode said = JSON.readTree(message.value());
      if (json) {
        screen.message(said.toString());
      } else {
        screen.say(AlertText.line(said));
      }
    } catch (IOException | IllegalArgumentException e) {
      screen.say("a message that is no JSON, offset " + message.offset() + "; not of the job");
    }
  }
}
