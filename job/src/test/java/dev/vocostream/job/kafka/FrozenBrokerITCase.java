package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that says nothing any more keeps no job that shall end. */
@Timeout(180)
class FrozenBrokerITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration THREADS_GONE = Duration.ofSeconds(10);
  private static final String PRODUCERS = "kafka-producer-network-thread";

  @Test
  void aJobWithAnOpenTransactionIsCancelledSoonAndLeavesNoProducer(@TempDir Path directory)
      throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory, 0, line -> {})) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers());
      broker.createTopics(Topics.of(settings));
      JobClient job = start(settings);
      ask(settings);
      Transactions transactions = new Transactions(settings);
      await().atMost(PATIENCE).until(() -> transactions.written(settings.answers()) > 0);
      signal("STOP", broker.pid());
      try {
        long start = System.nanoTime();
        job.cancel().get();
        job.getJobExecutionResult() // also where the cluster is gone with its only job
            .handle((result, error) -> null)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        await().atMost(THREADS_GONE).untilAsserted(() -> assertThat(producers()).isEmpty());
      } finally {
        signal("CONT", broker.pid());
      }
    }
  }

  private static List<String> producers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(PRODUCERS))
        .toList();
  }

  private static JobClient start(KafkaSettings settings) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("taskmanager.memory.managed.size", "32m");
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    flink.enableCheckpointing(PATIENCE.toMillis() * 10);
    flink
        .fromSource(QuestionTopic.source(settings), WatermarkStrategy.noWatermarks(), "questions")
        .map(
            message ->
                new Answer(
                    message.question().id(),
                    Status.ANSWERED,
                    List.of(),
                    new ModelTag("fake", "0", true)),
            TypeInformation.of(Answer.class))
        .sinkTo(AnswerTopic.sink(settings))
        .uid("answers");
    return flink.executeAsync("frozen broker");
  }

  private static void ask(KafkaSettings settings) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            settings.clientProperties(), new StringSerializer(), new StringSerializer())) {
      String question = "{\"id\":\"q\",\"cameras\":[\"yard\"],\"text\":\"What?\"}";
      producer.send(new ProducerRecord<>(settings.questions(), question)).get();
    }
  }

  private static void signal(String signal, long process) throws Exception {
    boolean sent =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process))
            .start()
            .waitFor(10, TimeUnit.SECONDS);
    assertThat(sent).isTrue();
  }
}
