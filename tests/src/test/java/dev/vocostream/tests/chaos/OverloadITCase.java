package dev.vocostream.tests.chaos;

import static dev.vocostream.tests.chaos.OverloadSite.PATIENCE;
import static dev.vocostream.tests.chaos.OverloadSite.camera;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Too much comes for a model: the newest frames are kept and the others counted, each question is
 * answered or told {@code overloaded} in time, monitors are scored, memory does not grow, and soon
 * after all is as it was.
 */
@Tag("slow")
@Timeout(300)
class OverloadITCase {
  private static final Duration NORMAL_WITHIN = Duration.ofSeconds(30);

  /** A part that is late is waited for a second longer; the rest is for a busy machine. */
  private static final Duration IN_TIME = OverloadSite.DEADLINE.plusSeconds(3);

  @TempDir private Path directory;

  /** Five times the frames, and then twenty times the questions as well. */
  @Test
  void dropsFramesBeforeQuestionsAndRecovers() throws Exception {
    try (OverloadSite site = new OverloadSite(directory, 5, new PacedSource(80, 200))) {
      long before = usual(site);
      for (int number = 1; number < 5; number++) {
        site.add(camera(number));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> IntStream.range(0, 5).allMatch(number -> site.frames(camera(number)) > 0));
      assertFramesAreDroppedAndTheNewestKept(site, 5, Duration.ofSeconds(4));
      for (int question = 0; question < 3; question++) { // frames go first
        assertThat(site.ask().path("status").asText()).isEqualTo("answered");
      }
      site.watch("Is there anything?");
      await().atMost(PATIENCE).until(() -> site.scores() > 0);
      int scores = site.scores();
      List<String> asked = site.ask(200, Duration.ofMillis(50));
      assertThat(site.scores()).as("who watches does so meanwhile").isGreaterThan(scores + 2);
      // 40 s of work are asked for in 10; until the last deadline at most 15 are done
      assertThat(site.overloadedOf(asked, IN_TIME)).isBetween(50L, 195L);
      assertFramesAreDroppedAndTheNewestKept(site, 5, Duration.ofSeconds(4));
      site.watch(null);
      for (int number = 1; number < 5; number++) {
        site.remove(camera(number));
      }
      site.assertNormalWithin(NORMAL_WITHIN, before);
    }
  }

  /** The model falls to a tenth of its speed, as a device does that grows hot or is shared. */
  @Test
  void aModelAtATenthOfItsSpeedKeepsTheNewestFramesAndTheMemoryItHad() throws Exception {
    try (OverloadSite site = new OverloadSite(directory, 1, new PacedSource(40, 100))) {
      long before = usual(site);
      PacedSource.slow(10);
      assertFramesAreDroppedAndTheNewestKept(site, 1, Duration.ofSeconds(12));
      HeldMemory held = HeldMemory.now();
      List<String> asked = site.ask(40, Duration.ofSeconds(1));
      // frames are not kept out altogether, and take about a third of the time
      assertThat(site.overloadedOf(asked, IN_TIME)).isBetween(1L, 30L);
      assertFramesAreDroppedAndTheNewestKept(site, 1, Duration.ofSeconds(12));
      HeldMemory.now().assertNoMoreThan(held);
      PacedSource.slow(1);
      site.assertNormalWithin(NORMAL_WITHIN, before);
    } finally {
      PacedSource.slow(1);
    }
  }

  private static long usual(OverloadSite site) {
    return IntStream.range(0, 3).mapToLong(i -> OverloadSite.total(site.ask())).max().orElseThrow();
  }

  /** The older ones made room: what is remembered is of now, and what is missing was counted. */
  private static void assertFramesAreDroppedAndTheNewestKept(
      OverloadSite site, int cameras, Duration newest) {
    double dropped = site.replaced();
    await().atMost(PATIENCE).until(() -> site.replaced() > dropped + 10);
    for (int number = 0; number < cameras; number++) {
      ChaosCamera camera = camera(number);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(site.lag(camera)).isLessThan(newest));
    }
  }
}
