package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModelServerTest {
  private static final Prompt QUESTION = new Prompt("what?", List.of(), Prompt.Form.TEXT, 8);
  private static final RgbImage FRAME = Checkpoints.picture(1, 4, 3);

  private final FakeSource source = new FakeSource("server-test-" + UUID.randomUUID());

  @Test
  void answersFromWhatItCompressed() throws Exception {
    try (ModelServer server = ModelServer.open(source)) {
      List<Activations> window = server.compress(List.of(FRAME)).get();

      Reply reply = server.answer(QUESTION, window).get();

      assertThat(reply.text()).isEqualTo(FakeModel.answerTo(List.of(FRAME)));
    }
  }

  @Test
  void loadsOnceForAllWhoOpenAtTheSameTimeAndFreesWithTheLast() throws Exception {
    int users = 8;
    CyclicBarrier together = new CyclicBarrier(users);
    ExecutorService threads = Executors.newFixedThreadPool(users);
    List<Future<ModelServer>> opening = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      opening.add(
          threads.submit(
              () -> {
                together.await();
                return ModelServer.open(source);
              }));
    }
    List<ModelServer> servers = new ArrayList<>();
    for (Future<ModelServer> server : opening) {
      servers.add(server.get());
    }
    threads.shutdown();

    assertThat(source.loads()).isOne();
    servers.subList(1, users).forEach(ModelServer::close);
    assertThat(source.live().isClosed()).isFalse();
    servers.get(0).close();
    assertThat(source.live().isClosed()).isTrue();
  }

  @Test
  void loadsAgainAfterTheLastHasLeft() {
    ModelServer.open(source).close();
    ModelServer.open(source).close();

    assertThat(source.loads()).isEqualTo(2);
  }

  @Test
  void closingAHandleTwiceDoesNotTakeTheModelFromAnother() {
    ModelServer other = ModelServer.open(source);
    ModelServer server = ModelServer.open(source);

    server.close();
    server.close();

    assertThat(source.live().isClosed()).isFalse();
    other.close();
  }

  @Test
  void reportsAFailedLoadAndTriesAgainNextTime() {
    FailingSource failing = new FailingSource(source.key(), new AtomicInteger());

    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(() -> ModelServer.open(failing))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessage("model %s cannot be loaded: no weights".formatted(source.key()));
      assertThat(failing.loads()).hasValue(attempt);
    }
    ModelServer.open(source).close();
  }

  @Test
  void letsAQuestionOvertakeFramesThatWait() {
    try (ModelServer server = ModelServer.open(source)) {
      CompletableFuture<?> running = holdTheDevice(server);
      CompletableFuture<List<Activations>> frames = server.compress(List.of(FRAME, FRAME));
      CompletableFuture<Reply> question = server.answer(QUESTION, List.of());
      CompletableFuture<Boolean> framesWaited = question.thenApply(reply -> !frames.isDone());
      assertThat(server.waitingFrames()).isOne();
      assertThat(server.waitingQuestions()).isOne();

      source.live().letGo();

      assertThat(framesWaited.join()).isTrue();
      assertThat(frames.join()).hasSize(2);
      assertThat(running).isCompleted();
    }
  }

  @Test
  void skipsWhatWasCancelledBeforeItRan() {
    try (ModelServer server = ModelServer.open(source)) {
      holdTheDevice(server);
      server.compress(List.of(FRAME, FRAME, FRAME)).cancel(false);
      CompletableFuture<List<Activations>> kept = server.compress(List.of(FRAME));

      source.live().letGo();
      kept.join();

      assertThat(source.live().batchSizes()).containsExactly(1, 1);
    }
  }

  @Test
  void aWindowThatNobodyWaitsForIsLetGoThoughTheDeviceIsBusy() {
    try (ModelServer server = ModelServer.open(source)) {
      holdTheDevice(server);
      CompletableFuture<Reply> givenUp = server.answer(QUESTION, List.of());
      CompletableFuture<Reply> kept = server.answer(QUESTION, List.of());

      givenUp.cancel(false);

      assertThat(server.waitingQuestions()).isOne();
      source.live().letGo();
      assertThat(kept.join().text()).isEqualTo(FakeModel.answerTo(List.of()));
    }
  }

  @Test
  void handsAFailureToTheCallerAndGoesOn() {
    try (ModelServer server = ModelServer.open(source)) {
      source.live().failAfter(0);
      assertThatThrownBy(() -> server.compress(List.of(FRAME)).join())
          .hasMessageContaining("as it was told to");

      source.live().recover();

      assertThat(server.compress(List.of(FRAME)).join()).hasSize(1);
    }
  }

  @Test
  void failsWhatWaitsWhenItIsClosedThoughACallIsRunningAndFreesBeforeLoadingAgain() {
    ModelServer server = ModelServer.open(source);
    CompletableFuture<?> running = holdTheDevice(server);
    CompletableFuture<Reply> waiting = server.answer(QUESTION, List.of());
    long start = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    for (CompletableFuture<?> future : List.of(running, waiting)) {
      assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS))
          .hasRootCauseMessage("model 'fake' was closed before this call was done");
    }
    assertLoadsOnlyAfterTheFirstIsFreed();
  }

  private void assertLoadsOnlyAfterTheFirstIsFreed() {
    FakeModel first = source.live();
    CompletableFuture<ModelServer> opening =
        CompletableFuture.supplyAsync(() -> ModelServer.open(source));
    await().during(Duration.ofMillis(200)).until(() -> source.loads() == 1);
    assertThat(first.isClosed()).isFalse();

    first.letGo();

    opening.join().close();
    assertThat(first.isClosed()).isTrue();
    assertThat(source.loads()).isEqualTo(2);
  }

  @Test
  void leavesTheCallsOfOtherHandlesAloneWhenOneIsClosed() {
    ModelServer leaving = ModelServer.open(source);
    try (ModelServer staying = ModelServer.open(source)) {
      holdTheDevice(leaving);
      CompletableFuture<Reply> theirs = staying.answer(QUESTION, List.of());

      leaving.close();
      source.live().letGo();

      assertThat(theirs.join().text()).startsWith("saw 0");
    }
  }

  @Test
  void failsCallsAfterClose() {
    ModelServer server = ModelServer.open(source);
    server.close();

    assertThat(server.answer(QUESTION, List.of())).isCompletedExceptionally();
  }

  /** A call that occupies the device until the fake model lets go. */
  private CompletableFuture<?> holdTheDevice(ModelServer server) {
    source.live().hold();
    CompletableFuture<?> running = server.compress(List.of(FRAME));
    await().until(() -> source.live().calls() == 1);
    return running;
  }

  private record FailingSource(String key, AtomicInteger loads) implements ModelSource {
    @Override
    public VisionLanguageModel load() {
      loads.incrementAndGet();
      throw new InvalidCheckpointException("no weights");
    }
  }
}
