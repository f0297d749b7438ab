package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.kafka.TidySink.Redelivering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class RedeliveryTest {
  /** What the topic has; not complete while a transaction is open. */
  private static CompletableFuture<Set<String>> committed = CompletableFuture.completedFuture(null);

  private static OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
    return harness(true);
  }

  private static OneInputStreamOperatorTestHarness<String, String> harness(boolean transactions)
      throws Exception {
    Redelivering<String> how =
        new Redelivering<>(
            MessageId.ID, new SimpleStringSchema(), time -> committed.get(), transactions);
    return new OneInputStreamOperatorTestHarness<>(new RedeliveryFactory<>(how, Types.STRING));
  }

  private static OneInputStreamOperatorTestHarness<String, String> ofAlerts(
      int parallelism, int index) throws Exception {
    Redelivering<String> how =
        new Redelivering<>(
            MessageId.ALERT, new SimpleStringSchema(), time -> committed.get(), true);
    return new OneInputStreamOperatorTestHarness<>(
        new RedeliveryFactory<>(how, Types.STRING), 128, parallelism, index);
  }

  private static OneInputStreamOperatorTestHarness<String, String> restored(
      OperatorSubtaskState state) throws Exception {
    return restored(harness(), state);
  }

  private static OneInputStreamOperatorTestHarness<String, String> restored(
      OneInputStreamOperatorTestHarness<String, String> harness, OperatorSubtaskState state)
      throws Exception {
    harness.setup();
    harness.initializeState(state);
    harness.open();
    return harness;
  }

  private static String message(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  private static void send(OneInputStreamOperatorTestHarness<String, String> to, String... ids)
      throws Exception {
    for (String id : ids) {
      to.processElement(message(id), 0);
    }
  }

  /** So many ids at least, in the order they came. */
  private static List<String> out(
      OneInputStreamOperatorTestHarness<String, String> harness, int count) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              for (var mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
                  mail.isPresent();
                  mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY)) {
                mail.get().run();
              }
              return harness.extractOutputValues().size() >= count;
            });
    return harness.extractOutputValues().stream()
        .map(message -> MessageId.ID.of(message.getBytes()).replaceAll("[\\[\\]]", ""))
        .toList();
  }

  @Test
  void whatTheTopicDoesNotHaveGoesBeforeWhatCameSinceAndNoBarrierWaits() throws Exception {
    OperatorSubtaskState before;
    try (var first = harness()) {
      first.open();
      send(first, "a", "b", "c");
      assertThat(out(first, 3)).containsExactly("a", "b", "c");
      before = first.snapshot(1, 1);
    }
    committed = new CompletableFuture<>();
    OperatorSubtaskState meanwhile;
    try (var second = restored(before)) {
      send(second, "d");
      assertThat(out(second, 0)).as("a transaction is open").isEmpty();
      meanwhile = second.snapshot(2, 2);
      committed.complete(Set.of("[a]"));
      assertThat(out(second, 3)).containsExactly("b", "c", "d");
      send(second, "e");
      assertThat(out(second, 4)).containsExactly("b", "c", "d", "e");
    }
    try (var third = restored(meanwhile)) {
      assertThat(out(third, 3)).as("what waited").containsExactly("b", "c", "d");
    }
  }

  @Test
  void isKeptUntilTheCheckpointAfterTheOneThatCommitsIt() throws Exception {
    committed = CompletableFuture.completedFuture(Set.of());
    OperatorSubtaskState second;
    OperatorSubtaskState third;
    OperatorSubtaskState fourth;
    try (var job = harness()) {
      job.open();
      send(job, "a");
      job.snapshot(1, 1);
      job.notifyOfCompletedCheckpoint(1);
      send(job, "b");
      second = job.snapshot(2, 2);
      job.notifyOfCompletedCheckpoint(2);
      third = job.snapshot(3, 3);
      job.notifyOfCompletedCheckpoint(3);
      fourth = job.snapshot(4, 4);
    }
    try (var restored = restored(second)) {
      assertThat(out(restored, 2)).containsExactly("a", "b");
    }
    try (var restored = restored(third)) {
      assertThat(out(restored, 1)).containsExactly("b");
    }
    try (var restored = restored(fourth)) {
      send(restored, "c");
      assertThat(out(restored, 1)).containsExactly("c");
    }
  }

  @Test
  void withoutTransactionsOnlyWhatIsFromBeforeIsMadeGood() throws Exception {
    OperatorSubtaskState before;
    try (var exact = harness()) {
      exact.open();
      send(exact, "a", "b");
      before = exact.snapshot(1, 1);
    }
    committed = new CompletableFuture<>();
    OperatorSubtaskState meanwhile;
    OperatorSubtaskState after;
    try (var loose = restored(harness(false), before)) {
      send(loose, "c");
      assertThat(out(loose, 0)).as("a transaction is open").isEmpty();
      meanwhile = loose.snapshot(2, 2);
      committed.complete(Set.of("[a]"));
      assertThat(out(loose, 2)).containsExactly("b", "c");
      send(loose, "d");
      assertThat(out(loose, 3)).containsExactly("b", "c", "d");
      after = loose.snapshot(3, 3);
    }
    try (var loose = restored(harness(false), meanwhile)) {
      assertThat(out(loose, 2)).as("what waited").containsExactly("b", "c");
    }
    try (var exact = restored(after)) {
      send(exact, "e");
      assertThat(out(exact, 1)).as("the sink has all else").containsExactly("e");
    }
  }

  @Test
  void aFloodIsPassedOnAndNotKeptAsAWhole() throws Exception {
    committed = new CompletableFuture<>();
    List<String> warned = new ArrayList<>();
    Appender appender = appenderTo(warned);
    Logger logger = (Logger) LogManager.getLogger(Redelivery.class);
    logger.addAppender(appender);
    String megabyte = "x".repeat(1 << 20);
    int flood = 2 * (int) (Redelivery.MOST_BYTES >> 20);
    OperatorSubtaskState before;
    try (var job = harness()) {
      job.open();
      send(job, "first");
      before = job.snapshot(1, 1);
    }
    try (var restored = restored(before)) {
      for (int i : IntStream.range(0, flood).toArray()) {
        send(restored, i + megabyte);
      }
      int passedOn = restored.extractOutputValues().size();
      assertThat(passedOn).as("while the topic is read").isBetween(flood / 2, flood / 2 + 2);
      committed.complete(Set.of());
      assertThat(out(restored, flood + 1)).hasSize(flood + 1).doesNotHaveDuplicates();
    }
    logger.removeAppender(appender);
    assertThat(warned).filteredOn(line -> line.contains("is kept no longer")).hasSize(1);
  }

  private static Appender appenderTo(List<String> lines) {
    Appender appender =
        new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    return appender;
  }

  /** New ones of a camera come to the subtask that has its key, and must not come before these. */
  @Test
  void alertsOfACameraStayTogetherAndInOrderWhenThereAreMoreSubtasks() throws Exception {
    List<String> ids = List.of("1", "2", "3", "4", "5", "6");
    OperatorSubtaskState state;
    try (var one = restored(ofAlerts(1, 0), null)) {
      for (String id : ids) {
        one.processElement("{\"id\":\"" + id + "\",\"camera\":\"yard\"}", 0);
      }
      state = one.snapshot(1, 1);
    }
    committed = CompletableFuture.completedFuture(Set.of());
    int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator("yard", 128, 3);
    for (int index = 0; index < 3; index++) {
      OperatorSubtaskState part =
          OneInputStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 3, index);
      try (var subtask = restored(ofAlerts(3, index), part)) {
        List<String> written = out(subtask, index == owner ? ids.size() : 0);
        assertThat(written).isEqualTo(index == owner ? ids : List.of());
      }
    }
  }
}
