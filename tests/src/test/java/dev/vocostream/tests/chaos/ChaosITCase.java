package dev.vocostream.tests.chaos;

import static dev.vocostream.tests.chaos.Fault.KILL_IN_CHECKPOINT;
import static dev.vocostream.tests.chaos.Fault.KILL_JOB;
import static dev.vocostream.tests.chaos.Fault.RESCALE_TO_1;
import static dev.vocostream.tests.chaos.Fault.RESCALE_TO_2;

import dev.vocostream.tests.chaos.ChaosCamera.Play;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One task manager of two is killed inside a checkpoint, and the job is killed and stopped and
 * started five times; more in {@link WholeChaosITCase}.
 */
@Timeout(900)
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
    List<Fault> plan =
        List.of(KILL_IN_CHECKPOINT, KILL_JOB, RESCALE_TO_1, RESCALE_TO_2, KILL_JOB, RESCALE_TO_2);
    new ChaosRun(directory, CAMERAS, random).run(2, plan, 150, 10);
  }
}
