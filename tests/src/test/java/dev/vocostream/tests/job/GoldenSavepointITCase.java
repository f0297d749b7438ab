package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.Question.Window;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint that an earlier build wrote on two subtasks goes on in this one. A build that cannot
 * read it cannot take over anybody's memory: the code is to be mended, not the file.
 */
class GoldenSavepointITCase {
  private static final String GOLDEN = "/golden-savepoint/_metadata";
  private static final long START = 1_000_000_000_000L;
  private static final int KEPT = 5;
  private static final int FRAMES = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Writes a file in place of the golden one; see the operators' RATIONALE.md. */
  @Test
  @EnabledIfSystemProperty(named = "voco.golden.write", matches = ".+")
  void write(@TempDir Path directory) throws Exception {
    try (GoldenJob job = new GoldenJob(2, null)) {
      live(job);
      job.writeGolden(directory);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void goesOn(int parallelism) throws Exception {
    URL golden = getClass().getResource(GOLDEN);
    Path directory = Path.of(golden.toURI()).getParent();
    try (GoldenJob job = new GoldenJob(parallelism, directory.toUri().toString())) {
      goesOn(job);
    }
  }

  /** A life before the savepoint: everything that the pipeline keeps is there. */
  private static void live(GoldenJob job) throws Exception {
    for (String camera : new String[] {"yard", "door"}) {
      job.cameras.hand(
          CameraEvent.of(new CameraTerms(camera, false, 1, 3_600_000, KEPT, 1 << 20, 0)));
    }
    job.monitors.hand(
        MonitorMessage.of(new Monitor("dark", List.of("door"), "?", 0, 500L, 0.8, 0.4, 0, null)));
    for (int i = 0; i < FRAMES; i++) {
      film(job, "yard", i);
    }
    // until the monitor watches the door, a frame says nothing to it
    CompletableFuture<Answer> known = job.ask("known", "yard", upTo(FRAMES - 1));
    assertThat(textOf(known)).isEqualTo(yard(FRAMES - KEPT, FRAMES));
    AtomicInteger frames = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              light(job, frames.get(), frames.getAndIncrement() % 2 == 0 ? 0.9 : 1);
              return !job.alerts().isEmpty();
            });
    assertThat(job.alerts().peek().state()).isEqualTo(State.RAISED);
    CompletableFuture<Answer> waits = job.ask("waits", "yard", upTo(FRAMES));
    job.ask("behind", "yard", upTo(0)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(waits).isNotDone();
  }

  private static void goesOn(GoldenJob job) throws Exception {
    CompletableFuture<Answer> waits = job.answer("waits");
    CompletableFuture<Answer> again = job.ask("known", "yard", null);
    Answer first = answerOf(job.ask("first", "yard", null));
    assertThat(first.answers().get(0).text()).isEqualTo(yard(FRAMES - KEPT, FRAMES));
    Answer old = answerOf(job.ask("old", "yard", new Window(null, START, at(FRAMES - 1))));
    assertThat(old.answers().get(0).window().gaps())
        .contains(new Gap(START, at(FRAMES - KEPT - 1), "forgotten"));
    askAbout(job, 50);
    assertThat(again).as("a question is answered once").isNotDone();
    assertThat(waits).as("its window is not over").isNotDone();

    film(job, "yard", FRAMES);
    assertThat(textOf(waits)).isEqualTo(yard(FRAMES - KEPT + 1, FRAMES + 1));
    light(job, 1_000, 0.1);
    await()
        .atMost(PATIENCE)
        .until(() -> job.alerts().stream().anyMatch(alert -> alert.state() == State.CLEARED));
    assertThat(job.alerts()).as("it was raised before").hasSize(1);
  }

  /** Every window of what is remembered of the yard, again and again. */
  private static void askAbout(GoldenJob job, int questions) throws Exception {
    Map<CompletableFuture<Answer>, String> right = new LinkedHashMap<>();
    for (int i = 0; i < questions; i++) {
      int from = FRAMES - KEPT + i % KEPT;
      int to = from + i / KEPT % (FRAMES - from);
      Window window = new Window(null, at(from), at(to));
      right.put(job.ask("golden-" + i, "yard", window), yard(from, to + 1));
    }
    for (Map.Entry<CompletableFuture<Answer>, String> one : right.entrySet()) {
      assertThat(textOf(one.getKey())).isEqualTo(one.getValue());
    }
  }

  private static void film(GoldenJob job, String camera, int number) {
    job.cameras.hand(CameraEvent.of(new Frame(camera, at(number), 32, 32, picture(number).rgb())));
  }

  private static void light(GoldenJob job, int number, double brightness) {
    byte[] rgb = new byte[32 * 32 * 3];
    Arrays.fill(rgb, (byte) Math.round(brightness * 255));
    job.cameras.hand(CameraEvent.of(new Frame("door", at(number), 32, 32, rgb)));
  }

  private static RgbImage picture(int number) {
    byte[] rgb = new byte[32 * 32 * 3];
    new Random(number).nextBytes(rgb);
    return new RgbImage(32, 32, rgb);
  }

  private static long at(int number) {
    return START + 1_000L * number;
  }

  private static Window upTo(int number) {
    return new Window(null, at(number - KEPT + 1), at(number));
  }

  /** The right answer from these frames of the yard, the last one exclusive. */
  private static String yard(int from, int to) {
    return FakeModel.answerTo(
        LongStream.range(from, to).mapToObj(number -> picture((int) number)).toList());
  }

  private static String textOf(CompletableFuture<Answer> answer) throws Exception {
    return answerOf(answer).answers().get(0).text();
  }

  private static Answer answerOf(CompletableFuture<Answer> answer) throws Exception {
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
