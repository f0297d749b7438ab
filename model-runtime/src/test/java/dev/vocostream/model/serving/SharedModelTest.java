package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedModelTest {
  private static final Prompt QUESTION = new Prompt("what?", List.of(), Prompt.Form.TEXT, 8);

  @Test
  void neverHoldsTwoCopiesHoweverUsersComeAndGo() throws Exception {
    long seed = System.nanoTime();
    CountingSource source = new CountingSource("shared-" + UUID.randomUUID());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> users = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      SplittableRandom random = new SplittableRandom(seed + user);
      users.add(threads.submit(() -> comeAndGo(source, random)));
    }
    for (Future<?> user : users) {
      user.get();
    }
    threads.shutdown();

    assertThat(CountingSource.MOST.get()).as("seed %d", seed).isOne();
    assertThat(CountingSource.LIVE).hasValue(0);
  }

  private static void comeAndGo(ModelSource source, SplittableRandom random) {
    for (int i = 0; i < 100; i++) {
      try (ModelServer server = ModelServer.open(source)) {
        if (random.nextBoolean()) {
          assertThat(server.answer(QUESTION, List.of()).join().text()).startsWith("saw 0");
        }
      }
    }
  }

  /** Counts the models that are loaded and not yet closed. */
  private record CountingSource(String key) implements ModelSource {
    static final AtomicInteger LIVE = new AtomicInteger();
    static final AtomicInteger MOST = new AtomicInteger();

    @Override
    public VisionLanguageModel load() {
      MOST.accumulateAndGet(LIVE.incrementAndGet(), Math::max);
      return new CountedModel();
    }
  }

  private static final class CountedModel extends ForwardingModel {
    CountedModel() {
      super(new FakeModel());
    }

    @Override
    public void close() {
      super.close();
      CountingSource.LIVE.decrementAndGet();
    }
  }
}
