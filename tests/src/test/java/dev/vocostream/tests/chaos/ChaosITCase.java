package dev.vocostream.tests.chaos;

import dev.vocostream.tests.chaos.ChaosCamera.Play;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One task manager of two is killed inside a checkpoint; more in {@link WholeChaosITCase}. */
@Timeout(600)
class ChaosITCase {
  private static final List<ChaosCamera> CAMERAS =
      List.of(
          new ChaosCamera(0, 600, Play.LIVE, 40),
          new ChaosCamera(1, 48, Play.ONCE, 100),
          new ChaosCamera(2, 60, Play.ONCE, 20),
          new ChaosCamera(3, 600, Play.LIVE, 40));

  @Test
  void eachQuestionHasItsOneRightAnswer(@TempDir Path directory) throws Exception {
    Random random = Seed.random();
    new ChaosRun(directory, CAMERAS, random).run(2, List.of(Fault.KILL_IN_CHECKPOINT), 100, 10);
  }
}
