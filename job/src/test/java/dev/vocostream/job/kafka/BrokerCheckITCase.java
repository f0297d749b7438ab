package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.local.LocalBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerCheckITCase {
  private static final Duration CHECKPOINT = Duration.ofMinutes(1);
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  private static LocalBroker broker;

  @BeforeAll
  static void startBroker(@TempDir Path directory) {
    broker = LocalBroker.start(directory, 0, line -> {});
  }

  @AfterAll
  static void stopBroker() {
    broker.stop();
  }

  @Test
  @Order(1)
  void refusesAClusterWithoutTheTopicsAndNamesThem() {
    assertThatThrownBy(() -> check(Duration.ofMinutes(10)).run(MissingTopics.REFUSE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("voco.questions, voco.answers, voco.rejected")
        .hasMessageContaining("voco topics create");
  }

  @Test
  @Order(2)
  void createsTheTopicsThatAreMissingAndThoseOfOthers() throws Exception {
    check(Duration.ofMinutes(10))
        .run(MissingTopics.CREATE, List.of(Topics.compacted("others.topic", 1)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get())
          .contains(
              "voco.questions",
              "voco.answers",
              "voco.rejected",
              "voco.cameras",
              "voco.status",
              "voco.monitors",
              "voco.alerts",
              "voco.scores",
              "others.topic");
    }
    check(Duration.ofMinutes(10)).run(MissingTopics.REFUSE);
  }

  @Test
  void refusesATransactionTimeoutAboveTheBrokersWithAllNumbers() {
    assertThatThrownBy(() -> check(Duration.ofMinutes(16)).run(MissingTopics.CREATE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("at most 900000 ms (transaction.max.timeout.ms of the broker)")
        .hasMessageContaining("more than 360000 ms")
        .hasMessageContaining("found 960000 ms");
    check(Duration.ofMinutes(15)).run(MissingTopics.CREATE);
  }

  @Test
  void refusesATransactionTimeoutThatTheLongestOutageOutlastsWithAllNumbers() {
    assertThatThrownBy(() -> check(Duration.ofMinutes(6)).run(MissingTopics.CREATE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("more than 360000 ms")
        .hasMessageContaining("60000 ms without a completed checkpoint + longest outage 300000 ms")
        .hasMessageContaining("found 360000 ms");
  }

  @Test
  void asksNothingOfTransactionsThatAreNotUsed() {
    KafkaSettings settings =
        KafkaSettings.of(broker.bootstrapServers())
            .with(Delivery.AT_LEAST_ONCE, Duration.ofHours(1));
    assertThatCode(() -> new BrokerCheck(settings, CHECKPOINT, OUTAGE).run(MissingTopics.CREATE))
        .doesNotThrowAnyException();
  }

  @Test
  void givesUpOnASilentClusterAndNamesIt() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      assertUnreachable("127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void givesUpOnAClusterThatIsNotThereAndNamesIt() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      port = closed.getLocalPort();
    }
    assertUnreachable("127.0.0.1:" + port);
    assertUnreachable("no-such-host.invalid:9092");
  }

  private static void assertUnreachable(String address) {
    BrokerCheck check = new BrokerCheck(KafkaSettings.of(address), CHECKPOINT, OUTAGE);
    long start = System.nanoTime();
    assertThatThrownBy(() -> check.run(MissingTopics.CREATE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("Kafka at " + address)
        .hasMessageContaining("is it running");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
  }

  private static BrokerCheck check(Duration transactionTimeout) {
    KafkaSettings settings =
        KafkaSettings.of(broker.bootstrapServers()).with(Delivery.EXACTLY_ONCE, transactionTimeout);
    return new BrokerCheck(settings, CHECKPOINT, OUTAGE);
  }
}
