package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As {@link GoldenSavepointITCase}, with what was not kept yet when that one was written: pictures
 * of the newest frames, when frames were seen that are thinned out, which camera skips nothing, and
 * that a removed one is still being erased.
 */
class NewerGoldenSavepointITCase {
  private static final String GOLDEN = "/golden-savepoint-2/_metadata";
  private static final long START = 1_000_000_000_000L;
  private static final Thinning THINNING =
      new Thinning(List.of(Step.drop(Duration.ofSeconds(3), Duration.ofSeconds(2))));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Pictures of the yard, one a second; the last two are the same. */
  private static final int[] FILMED = {0, 1, 2, 3, 4, 5, 6, 7, 7};

  private final AtomicInteger asked = new AtomicInteger();

  /** Writes a file in place of the golden one; see the operators' RATIONALE.md. */
  @Test
  @EnabledIfSystemProperty(named = "voco.golden.write", matches = ".+")
  void write(@TempDir Path directory) throws Exception {
    try (GoldenJob job = GoldenJob.hybrid(2, null, THINNING)) {
      live(job);
      job.writeGolden(directory);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void goesOn(int parallelism) throws Exception {
    Path directory = Path.of(getClass().getResource(GOLDEN).toURI()).getParent();
    try (GoldenJob job = GoldenJob.hybrid(parallelism, directory.toUri().toString(), THINNING)) {
      goesOn(job);
    }
  }

  private void live(GoldenJob job) throws Exception {
    job.cameras.hand(CameraEvent.of(terms("gone")));
    film(job, "gone", 0);
    awaitStatus(job, "gone", Status.ANSWERED);
    job.cameras.hand(CameraEvent.of(CameraTerms.removed("gone")));
    awaitStatus(job, "gone", Status.REJECTED);

    job.cameras.hand(CameraEvent.of(terms("yard")));
    for (int second = 0; second < FILMED.length - 1; second++) {
      film(job, "yard", second);
    }
    awaitStatus(job, "yard", Status.ANSWERED);
    assertThat(askUpTo(job, FILMED.length - 2)).isEqualTo(saw(0, 2, 4, 5, 6, 7));
  }

  private void goesOn(GoldenJob job) throws Exception {
    assertThat(ask(job, "yard", null).text()).as("four in full").isEqualTo(saw(0, 2, 4, 5, 6, 7));
    CameraAnswer thinned = ask(job, "yard", new Window(null, START, at(3)));
    assertThat(thinned.window().gaps()).as("what was thinned out was seen").isEmpty();
    assertThat(ask(job, "gone", null).reason()).isEqualTo("unknown-camera");

    film(job, "yard", FILMED.length - 1);
    assertThat(askUpTo(job, FILMED.length - 1))
        .as("the camera skips nothing, though nothing is new")
        .isEqualTo(saw(0, 2, 4, 5, 6, 7, 8));
  }

  private static CameraTerms terms(String camera) {
    return new CameraTerms(camera, false, 1, 3_600_000, 100, 1 << 20, 0, true, false, null);
  }

  private static void film(GoldenJob job, String camera, int second) {
    byte[] rgb = picture(second).rgb();
    job.cameras.hand(CameraEvent.of(new Frame(camera, at(second), 32, 32, rgb)));
  }

  private static RgbImage picture(int second) {
    byte[] rgb = new byte[32 * 32 * 3];
    new Random(FILMED[second]).nextBytes(rgb);
    return new RgbImage(32, 32, rgb);
  }

  private static long at(int second) {
    return START + 1_000L * second;
  }

  /** A question may overtake what a camera said. */
  private void awaitStatus(GoldenJob job, String camera, Status status) {
    await().atMost(PATIENCE).until(() -> asStatus(ask(job, camera, null)) == status);
  }

  /** The frames of long ago are all stale. */
  private static Status asStatus(CameraAnswer answer) {
    return answer.status() == Status.STALE ? Status.ANSWERED : answer.status();
  }

  /** Waits for the frame of this second. */
  private String askUpTo(GoldenJob job, int second) throws Exception {
    return ask(job, "yard", new Window(null, START, at(second))).text();
  }

  private CameraAnswer ask(GoldenJob job, String camera, Window window) throws Exception {
    String id = "newer-" + System.nanoTime() + "-" + asked.incrementAndGet();
    return job.ask(id, camera, window).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).answers().get(0);
  }

  /** The right answer from these frames of the yard, the newest four of them in full. */
  private static String saw(int... seconds) {
    return FakeModel.answerTo(
        Arrays.stream(seconds).mapToObj(NewerGoldenSavepointITCase::picture).toList(), 4);
  }
}
