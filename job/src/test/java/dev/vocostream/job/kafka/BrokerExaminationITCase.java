package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import dev.vocostream.job.doctor.Doctor;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker, whose topics somebody made by hand. */
class BrokerExaminationITCase {
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  @Test
  void findsAllThatIsWrongAtOnceAndNothingWhereAllIsRight(@TempDir Path directory)
      throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory, 0, line -> {})) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers());
      broker.createTopics(madeByHand(settings));
      sendFromTheFuture(settings);

      List<Finding> found = look(settings, 8);
      assertThat(of(found, "topic voco.cameras").found()).isEqualTo("cleanup.policy=delete");
      assertThat(of(found, "topic voco.cameras").remedy())
          .contains("--add-config cleanup.policy=compact");
      assertThat(of(found, "topic voco.scores").found()).isEqualTo("no such topic");
      assertThat(of(found, "topic voco.questions").expected()).isEqualTo("at least parallelism, 8");
      assertThat(of(found, "topic voco.rejected").found()).isEqualTo("max.message.bytes=1000");
      assertThat(of(found, "topic voco.answers").verdict()).isEqualTo(Verdict.WARN);
      assertThat(of(found, "clock of others").found()).contains("in the future");
      assertThat(of(found, "transactions").verdict()).isEqualTo(Verdict.OK);
      assertThat(of(found, "group").verdict()).isEqualTo(Verdict.OK);
      assertThat(Doctor.isWell(found)).isFalse();

      KafkaSettings tooLong = settings.with(Delivery.EXACTLY_ONCE, Duration.ofMinutes(16));
      assertThat(of(look(tooLong, 1), "transactions").verdict()).isEqualTo(Verdict.FAIL);

      remakeAll(settings, broker);
      assertThat(look(settings, 4)).noneMatch(f -> f.verdict() == Verdict.FAIL);
    }
  }

  @Test
  void withoutABrokerThatIsTheFindingAndTheTopicsAreNotCalledWell() {
    String nowhere = "no-such-host.invalid:9092"; // told at once, where a closed port takes 10 s
    List<Finding> found = look(KafkaSettings.of(nowhere), 1);
    assertThat(found)
        .extracting(Finding::name, Finding::verdict)
        .containsExactly(tuple("broker", Verdict.FAIL), tuple("topics", Verdict.SKIPPED));
    assertThat(found.get(0).found()).contains(nowhere);
    assertThat(found.get(0).remedy()).contains("is it running");
  }

  private static List<NewTopic> madeByHand(KafkaSettings settings) {
    List<NewTopic> topics = new ArrayList<>(Topics.of(settings));
    topics.removeIf(topic -> topic.name().equals("voco.scores"));
    for (NewTopic topic : topics) {
      if (topic.name().equals("voco.cameras")) {
        topic.configs(Map.of("cleanup.policy", "delete"));
      } else if (topic.name().equals("voco.rejected")) {
        topic.configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "1000"));
      }
    }
    return topics;
  }

  private static void sendFromTheFuture(KafkaSettings settings) throws Exception {
    Properties properties = settings.clientProperties();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      long later = System.currentTimeMillis() + Duration.ofMinutes(3).toMillis();
      producer.send(new ProducerRecord<>(settings.questions(), 0, later, "a", "b")).get();
    }
  }

  private static void remakeAll(KafkaSettings settings, LocalBroker broker) throws Exception {
    List<String> names = Topics.of(settings).stream().map(NewTopic::name).toList();
    try (Admin admin = Admin.create(settings.clientProperties())) {
      admin
          .deleteTopics(names.stream().filter(name -> !name.equals("voco.scores")).toList())
          .all()
          .get();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Topics.missing(admin, names).size() == names.size());
    }
    broker.createTopics(Topics.of(settings));
  }

  private static List<Finding> look(KafkaSettings settings, int subtasks) {
    BrokerCheck check = new BrokerCheck(settings, Duration.ofMinutes(1), OUTAGE);
    return new BrokerExamination(check, subtasks).look();
  }

  private static Finding of(List<Finding> findings, String name) {
    return findings.stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + findings));
  }
}
