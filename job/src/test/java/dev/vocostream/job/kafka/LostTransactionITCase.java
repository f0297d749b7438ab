package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.RejectedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A job is away for longer than its transactions live: according to its state all was written, and
 * the broker has dropped it.
 */
@Timeout(300)
class LostTransactionITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration NOTHING_OPEN = Duration.ofMinutes(1);
  private static final int BEFORE = 20;
  private static final int ALL = 25;
  private static final int BAD = 3;

  @TempDir private Path directory;

  private LocalBroker broker;
  private KafkaSettings settings;
  private Transactions transactions;

  @BeforeEach
  void startBroker() {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    settings = KafkaSettings.of(broker.bootstrapServers());
    broker.createTopics(Topics.of(settings));
    transactions = new Transactions(settings);
  }

  @AfterEach
  void stopBroker() {
    broker.stop();
  }

  /** Also where the job is told, when it starts again, to write without transactions. */
  @ParameterizedTest
  @EnumSource
  void whatTheBrokerDroppedIsWrittenAgain(Delivery then) throws Exception {
    settings = settings.with(Delivery.EXACTLY_ONCE, Duration.ofSeconds(3));
    String savepoint = writtenAndNotCommitted();
    await().atMost(PATIENCE).until(() -> transactions.readable().equals(transactions.written()));
    for (String topic : transactions.topics()) {
      assertThat(committed(topic)).as("of %s before the restore", topic).isEmpty();
    }
    settings = settings.with(then, settings.transactionTimeout());
    goOnAndCheck(savepoint);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCommittedByTheRestoreIsNotWrittenAgain(Delivery then) throws Exception {
    String savepoint = writtenAndNotCommitted();
    assertThat(transactions.open()).as("that the savepoint has yet to commit").isNotEmpty();
    settings = settings.with(then, settings.transactionTimeout());
    goOnAndCheck(savepoint);
  }

  /** The broker gives up what a running job is about to commit, as when a machine slept. */
  @Test
  void whatTheBrokerRefusesToARunningJobIsWrittenAgain() throws Exception {
    JobClient job = start(Duration.ofSeconds(5), null);
    List<String> ids = new ArrayList<>();
    do {
      String id = "q" + ids.size();
      send(List.of(question(id), "bad"));
      ids.add("[" + id + "]");
    } while (!isTakenFromTheJob(ids.size()));
    for (String topic : List.of(settings.answers(), settings.monitoring().alerts())) {
      await().atMost(PATIENCE).until(() -> committed(topic).containsAll(ids));
      assertThat(committed(topic)).as(topic).containsExactlyInAnyOrderElementsOf(ids);
    }
    await().atMost(PATIENCE).until(() -> committed(settings.rejected()).size() >= ids.size());
    assertThat(committed(settings.rejected())).hasSize(ids.size()).doesNotHaveDuplicates();
    job.cancel().get();
  }

  /** Unless a checkpoint was faster; then nothing is lost, and nothing shown. */
  private boolean isTakenFromTheJob(int written) throws Exception {
    List<String> topics = transactions.topics();
    await().atMost(PATIENCE).until(() -> transactions.open().size() == topics.size());
    try (Admin admin = Admin.create(settings.clientProperties())) {
      admin.fenceProducers(transactions.open()).all().get();
    }
    return topics.stream().allMatch(topic -> committed(topic).size() < written);
  }

  /** A savepoint has all in its transactions, which only a checkpoint after it would commit. */
  private String writtenAndNotCommitted() throws Exception {
    JobClient job = start(Duration.ofHours(1), null);
    send(IntStream.range(0, BEFORE).mapToObj(i -> question("q" + i)).toList());
    send(IntStream.range(0, BAD).mapToObj(i -> "bad" + i).toList());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                transactions.written(settings.answers()) >= BEFORE
                    && transactions.written(settings.monitoring().alerts()) >= BEFORE
                    && transactions.written(settings.rejected()) >= BAD);
    String into = directory.resolve("savepoints").toUri().toString();
    String savepoint = job.triggerSavepoint(into, SavepointFormatType.CANONICAL).get();
    job.cancel().get();
    return savepoint;
  }

  private void goOnAndCheck(String savepoint) throws Exception {
    JobClient job = start(Duration.ofMillis(500), savepoint);
    send(IntStream.range(BEFORE, ALL).mapToObj(i -> question("q" + i)).toList());
    List<String> ids = IntStream.range(0, ALL).mapToObj(i -> "[q" + i + "]").toList();
    for (String topic : List.of(settings.answers(), settings.monitoring().alerts())) {
      await().atMost(PATIENCE).until(() -> committed(topic).containsAll(ids));
      assertThat(committed(topic)).as(topic).containsExactlyInAnyOrderElementsOf(ids);
    }
    await().atMost(PATIENCE).until(() -> committed(settings.rejected()).size() >= BAD);
    assertThat(committed(settings.rejected())).hasSize(BAD).doesNotHaveDuplicates();
    job.cancel().get();
    await().atMost(NOTHING_OPEN).untilAsserted(this::nothingIsOpen);
  }

  /** Whoever reads committed messages is kept waiting by no job that is gone. */
  private void nothingIsOpen() throws Exception {
    assertThat(transactions.readable()).isEqualTo(transactions.written());
    assertThat(transactions.open()).isEmpty();
  }

  private JobClient start(Duration interval, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("taskmanager.memory.managed.size", "32m");
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    flink.enableCheckpointing(interval.toMillis());
    DataStream<QuestionMessage> messages =
        flink
            .fromSource(
                QuestionTopic.source(settings), WatermarkStrategy.noWatermarks(), "questions")
            .uid("questions");
    DataStream<QuestionMessage> good = messages.filter(message -> message.question() != null);
    good.map(LostTransactionITCase::answer, TypeInformation.of(Answer.class))
        .sinkTo(AnswerTopic.sink(settings))
        .uid("answers");
    good.map(LostTransactionITCase::alert, TypeInformation.of(MonitorAlert.class))
        .keyBy(MonitorAlert::camera)
        .sinkTo(AlertTopic.sink(settings))
        .uid("alerts");
    messages
        .filter(message -> message.rejected() != null)
        .map(QuestionMessage::rejected, TypeInformation.of(RejectedMessage.class))
        .sinkTo(RejectedTopic.sink(settings))
        .uid("rejected");
    return flink.executeAsync("lost transactions");
  }

  private static Answer answer(QuestionMessage message) {
    ModelTag model = new ModelTag("fake", "0", true);
    return new Answer(message.question().id(), Status.ANSWERED, List.of(), model);
  }

  private static MonitorAlert alert(QuestionMessage message) {
    String id = message.question().id();
    return new MonitorAlert(
        id, "monitor", "yard", MonitorAlert.State.RAISED, 0.9, 0, List.of(), null);
  }

  private static String question(String id) {
    return "{\"id\":\"%s\",\"cameras\":[\"yard\"],\"text\":\"What?\"}".formatted(id);
  }

  private void send(List<String> messages) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            settings.clientProperties(), new StringSerializer(), new StringSerializer())) {
      for (String message : messages) {
        producer.send(new ProducerRecord<>(settings.questions(), message)).get();
      }
    }
  }

  /** The ids of all that readers may see, as often as it is there. */
  private List<String> committed(String topic) {
    MessageId ids = topic.equals(settings.rejected()) ? MessageId.PLACE : MessageId.ID;
    List<String> found = new ArrayList<>();
    try (TopicFollower follower = new TopicFollower(settings, topic)) {
      follower.read(message -> found.add(ids.of(message.value())));
    }
    return found;
  }
}
