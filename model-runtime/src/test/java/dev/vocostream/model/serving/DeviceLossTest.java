package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those who use a model see of faults of its device, after ten good calls. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeviceLossTest {
  private static final Prompt QUESTION = new Prompt("what?", List.of(), Prompt.Form.TEXT, 8);
  private static final String NO_MEMORY =
      "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.11 GiB";
  private static final String LOST =
      "CUDA error: an illegal memory access was encountered\nCUDA kernel errors might be"
          + " asynchronously reported at some other API call";

  private final EndingSource source = new EndingSource("loss-" + UUID.randomUUID());
  private ModelServer server;

  @BeforeEach
  void openAndUseForAWhile() {
    server = ModelServer.open(source);
    for (int call = 0; call < 10; call++) {
      server.compress(List.of(picture(call))).join();
    }
  }

  @AfterEach
  void close() {
    model().letGo();
    server.close();
  }

  @Test
  void losesNoFrameWhenMemoryIsShortOnce() {
    failOnce(NO_MEMORY);
    List<RgbImage> frames = List.of(picture(20), picture(21), picture(22));

    List<Activations> compressed = server.compress(frames).join();

    assertThat(compressed)
        .extracting(FakeModel::checksum)
        .containsExactlyElementsOf(frames.stream().map(FakeModel::checksum).toList());
    assertThat(model().batchSizes().subList(10, 12)).containsExactly(2, 1);
    assertThat(source.ends()).isEmpty();
  }

  @Test
  void shedsFramesButGoesOnWhenMemoryStaysShort() {
    model().failAfter(0, () -> new RuntimeException(NO_MEMORY));

    for (int call = 0; call < 5; call++) {
      assertThatThrownBy(() -> server.compress(List.of(picture(1), picture(2))).join())
          .hasCauseInstanceOf(OverloadedException.class);
    }

    model().recover();
    assertThat(server.compress(List.of(picture(3))).join()).hasSize(1);
    assertThat(source.ends()).isEmpty();
  }

  @Test
  void endsTheProcessOnceTheDeviceIsLostWhoeverNoticed() {
    model().failAfter(0, () -> new RuntimeException(LOST));

    server.answer(QUESTION, List.of()).exceptionally(failure -> null).join();

    await().until(() -> !source.ends().isEmpty());
    assertThat(source.ends().get(0)).contains("an illegal memory access was encountered");
  }

  @Test
  void anAskerCannotHaveTheDeviceDeclaredLost() {
    model().failAfter(0, () -> new IllegalArgumentException("no answer to '" + LOST + "'"));

    assertThatThrownBy(() -> server.answer(QUESTION, List.of()).join())
        .hasCauseInstanceOf(IllegalArgumentException.class);

    model().recover();
    assertThat(server.answer(QUESTION, List.of()).join().text()).startsWith("saw 0");
    assertThat(source.ends()).isEmpty();
  }

  @Test
  void refusesOneAnswerForItsNumbersAndGoesOn() {
    model().failAfter(0, () -> new BadNumericsException("the logits are not finite"));

    assertThatThrownBy(() -> server.answer(QUESTION, List.of()).join())
        .hasCauseInstanceOf(BadNumericsException.class);

    model().recover();
    assertThat(server.answer(QUESTION, List.of()).join().text()).startsWith("saw 0");
    assertThat(source.ends()).isEmpty();
  }

  @Test
  void takesADeviceWithoutFreeMemoryForOneThatIsThere() {
    model().failAfter(0, () -> new RuntimeException(NO_MEMORY));

    assertThat(probed()).isCompleted();
    assertThat(source.ends()).isEmpty();
  }

  @Test
  void endsTheProcessWhenItIsTheProbeThatNoticesTheLoss() {
    model().failAfter(0, () -> new RuntimeException(LOST));

    assertThat(probed()).isCompletedExceptionally();
    assertThat(source.ends()).hasSize(1);
  }

  @Test
  void endsTheProcessBeforeAnyoneCanGoOnWithTheFailure() {
    model().failAfter(0, () -> new RuntimeException(LOST));

    CompletableFuture<Integer> endsBeforeFailure =
        server.compress(List.of(picture(1))).handle((result, failure) -> source.ends().size());

    assertThat(endsBeforeFailure.join()).isOne();
  }

  /** The native call never returns; only the watch, which has a thread of its own, can tell. */
  @Test
  void endsTheProcessWhenACallHangs() {
    HealthRule quick = new HealthRule(Duration.ofMillis(100), 3);
    model().hold();
    CompletableFuture<List<Activations>> hanging = server.compress(List.of(picture(1)));
    await().until(() -> model().calls() == 11);
    try (HealthProbe probe =
        new HealthProbe(
            quick,
            () -> server.answer(QUESTION, List.of()),
            () -> model().batchSizes().size(),
            source.processEnd())) {
      long start = System.nanoTime();
      probe.start();

      await().until(() -> !source.ends().isEmpty());

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(source.ends()).singleElement().asString().contains("the last call is still out");
    assertThat(hanging).isNotDone();
  }

  /** Nobody would serve those who wait, now or later. */
  @Test
  void endsTheProcessWhenTheThreadOfTheModelFails() {
    EndingSource failing = new EndingSource("failing-" + UUID.randomUUID(), true);
    try (ModelServer opened = ModelServer.open(failing)) {
      await().until(() -> !failing.ends().isEmpty());
    }
    assertThat(failing.ends()).singleElement().asString().contains("no more threads");
  }

  private CompletableFuture<Void> probed() {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (DeviceWork work = new DeviceWork(model(), source.processEnd())) {
      work.probe(asked);
    }
    return asked;
  }

  private void failOnce(String message) {
    model()
        .failAfter(
            0,
            () -> {
              model().recover();
              return new RuntimeException(message);
            });
  }

  private static RgbImage picture(long seed) {
    return Checkpoints.picture(seed, 4, 3);
  }

  private FakeModel model() {
    return new FakeSource(source.key()).live();
  }

  /** A fake model in a process that only notes that it should end. */
  private record EndingSource(String key, boolean failing) implements ModelSource {
    private static final Map<String, List<String>> ENDS = new ConcurrentHashMap<>();

    EndingSource(String key) {
      this(key, false);
    }

    @Override
    public VisionLanguageModel load() {
      VisionLanguageModel model = new FakeSource(key).load();
      return failing ? new Unanswering(model) : model;
    }

    @Override
    public ProcessEnd processEnd() {
      return why -> ENDS.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(why);
    }

    List<String> ends() {
      return ENDS.getOrDefault(key, List.of());
    }
  }

  /** Loads, and fails as soon as it is to be used. */
  private static final class Unanswering extends ForwardingModel {
    Unanswering(VisionLanguageModel model) {
      super(model);
    }

    @Override
    public Answering answering() {
      throw new OutOfMemoryError("no more threads");
    }
  }
}
