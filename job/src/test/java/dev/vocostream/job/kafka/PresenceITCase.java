package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.operators.decode.CameraDirectory;
import dev.vocostream.operators.decode.CameraWatch;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PresenceITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static LocalBroker broker;
  private static KafkaSettings settings;

  @BeforeAll
  static void startBroker(@TempDir Path directory) {
    broker = LocalBroker.start(directory, 0, line -> {});
    settings = KafkaSettings.of(broker.bootstrapServers());
    broker.createTopics(Topics.of(settings));
  }

  @AfterAll
  static void stopBroker() {
    broker.stop();
  }

  @Test
  void aSecondJobIsRefusedForAsLongAsTheFirstRuns() throws Exception {
    BrokerCheck check = new BrokerCheck(settings, Duration.ZERO, Duration.ZERO);
    assertThatCode(check::refuseSecond).as("nobody ran yet").doesNotThrowAnyException();
    CameraWatch running = new CameraTopic(settings, List.of(), Duration.ofHours(72)).watch();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleWithFixedDelay(() -> look(running), 0, 500, TimeUnit.MILLISECONDS);
    await().atMost(PATIENCE).until(() -> !members().isEmpty());
    long asked = System.nanoTime();
    assertThatThrownBy(check::refuseSecond)
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("no other job with the transactional ids 'voco-stream'")
        .hasMessageContaining("runs on 127.0.0.1")
        .hasMessageContaining("kafka.transactional-id-prefix");
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PATIENCE);
    clock.shutdown();
    clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    running.close();
    assertThatCode(check::refuseSecond).as("it has ended").doesNotThrowAnyException();
  }

  /** A cluster takes a job's classes away, and does not wait for its coordinators to close. */
  @Test
  void oneThatIsClosedWhenItsClassesAreGoneIsNotTakenForRunning() throws Exception {
    BrokerCheck check = new BrokerCheck(settings, Duration.ZERO, Duration.ZERO);
    CameraWatch running;
    try (URLClassLoader classes = classesOfItsOwn()) {
      Class<?> config = classes.loadClass(KafkaSettings.class.getName());
      Object settings =
          config.getMethod("of", String.class).invoke(null, broker.bootstrapServers());
      CameraDirectory topic =
          (CameraDirectory)
              classes
                  .loadClass(CameraTopic.class.getName())
                  .getConstructor(config, List.class, Duration.class)
                  .newInstance(settings, List.of(), Duration.ofHours(72));
      running = topic.watch();
      await()
          .during(Duration.ofSeconds(3)) // until it knows so itself
          .atMost(PATIENCE)
          .until(
              () -> {
                look(running);
                return !members().isEmpty();
              });
    }
    try {
      running.close();
    } catch (Throwable ignoredByFlinkToo) {
      // it closes quietly
    }
    assertThatCode(check::refuseSecond).doesNotThrowAnyException();
  }

  /** The job's; what is shared with the test is not. */
  private static URLClassLoader classesOfItsOwn() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(each).toUri().toURL());
    }
    ClassLoader shared = CameraWatch.class.getClassLoader();
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.startsWith("dev.vocostream.operators.")
            ? shared.loadClass(name)
            : super.findClass(name);
      }
    };
  }

  /** As the source of cameras does, all the time. */
  private static void look(CameraWatch running) {
    Thread coordinator = Thread.currentThread();
    ClassLoader before = coordinator.getContextClassLoader();
    coordinator.setContextClassLoader(running.getClass().getClassLoader());
    try {
      running.look();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      coordinator.setContextClassLoader(before);
    }
  }

  private static List<?> members() throws Exception {
    String group = Presence.group(settings);
    try (Admin admin = Admin.create(settings.clientProperties())) {
      return admin.listConsumerGroups().all().get().stream()
              .noneMatch(each -> each.groupId().equals(group))
          ? List.of()
          : List.copyOf(
              admin
                  .describeConsumerGroups(List.of(group))
                  .describedGroups()
                  .get(group)
                  .get()
                  .members());
    }
  }

  @Test
  void oneThatWasKilledIsWaitedFor() throws Exception {
    KafkaSettings others = prefixed("killed");
    Properties properties = others.clientProperties();
    properties.put("group.id", Presence.group(others));
    properties.put("session.timeout.ms", "6000");
    try (Admin admin = Admin.create(settings.clientProperties())) {
      KafkaConsumer<byte[], byte[]> killed =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      killed.subscribe(List.of(settings.cameras()));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                killed.poll(Duration.ofMillis(100));
                return !killed.assignment().isEmpty();
              });
      killed.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
      long asked = System.nanoTime();
      assertThatCode(() -> Presence.refuseSecond(admin, others, Presence.LONGEST_WAIT))
          .doesNotThrowAnyException();
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .as("its session was waited for")
          .isGreaterThan(Duration.ofSeconds(2));
    }
  }

  private static KafkaSettings prefixed(String prefix) {
    return new KafkaSettings(
        settings.bootstrapServers(),
        settings.questions(),
        settings.answers(),
        settings.rejected(),
        settings.cameras(),
        settings.status(),
        settings.monitoring(),
        settings.snapshots(),
        settings.groupId(),
        prefix,
        settings.delivery(),
        settings.transactionTimeout(),
        settings.client());
  }
}
