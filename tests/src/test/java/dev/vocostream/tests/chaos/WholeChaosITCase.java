package dev.vocostream.tests.chaos;

import static dev.vocostream.tests.chaos.Fault.END_BROKER;
import static dev.vocostream.tests.chaos.Fault.FREEZE;
import static dev.vocostream.tests.chaos.Fault.FREEZE_BROKER;
import static dev.vocostream.tests.chaos.Fault.FULL_DISK;
import static dev.vocostream.tests.chaos.Fault.HANG_DEVICE;
import static dev.vocostream.tests.chaos.Fault.KILL_AFTER_CHECKPOINT;
import static dev.vocostream.tests.chaos.Fault.KILL_ALL;
import static dev.vocostream.tests.chaos.Fault.KILL_AT_RANDOM;
import static dev.vocostream.tests.chaos.Fault.KILL_BROKER;
import static dev.vocostream.tests.chaos.Fault.KILL_IN_CHECKPOINT;
import static dev.vocostream.tests.chaos.Fault.KILL_JOB;
import static dev.vocostream.tests.chaos.Fault.KILL_JOB_MANAGER;
import static dev.vocostream.tests.chaos.Fault.LOSE_DEVICE;
import static dev.vocostream.tests.chaos.Fault.OUTLAST_TRANSACTIONS;
import static dev.vocostream.tests.chaos.Fault.RESCALE_TO_1;
import static dev.vocostream.tests.chaos.Fault.RESCALE_TO_2;
import static dev.vocostream.tests.chaos.Fault.RESCALE_TO_3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.chaos.Questioner.Mix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ChaosITCase} shows in small, for so long that rare orders of events come up. */
@Tag("chaos")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class WholeChaosITCase {
  private static final double PER_SECOND = 10;
  private static final int STARTS = Integer.getInteger("vocostream.starts", 30);
  private static final List<ChaosCamera> CAMERAS =
      List.of(
          new ChaosCamera(0, 600, Play.LIVE, 40),
          new ChaosCamera(1, 48, Play.ONCE, 100),
          new ChaosCamera(2, 60, Play.ONCE, 20),
          new ChaosCamera(3, 600, Play.LIVE, 40),
          new ChaosCamera(4, 700, Play.LIVE, 60),
          new ChaosCamera(5, 24, Play.ONCE, 24),
          new ChaosCamera(6, 800, Play.LIVE, 30),
          new ChaosCamera(7, 100, Play.ONCE, 50));

  private final Random random = Seed.random();

  @TempDir private Path directory;

  private List<Duration> run(List<Fault> plan, int questions) throws Exception {
    return new ChaosRun(directory, CAMERAS, random).run(2, plan, questions, PER_SECOND);
  }

  /** The shortest of them: a quarter of an hour. */
  @Test
  void everyFaultOnceAndAThousandQuestions() throws Exception {
    List<Fault> plan =
        new ArrayList<>(EnumSet.complementOf(EnumSet.of(FULL_DISK, OUTLAST_TRANSACTIONS)));
    Collections.shuffle(plan, random);
    run(plan, 1_000);
  }

  @Test
  void twentyKillsAndFiveThousandQuestions() throws Exception {
    Map<Fault, Integer> kills =
        Map.of(KILL_AT_RANDOM, 8, KILL_IN_CHECKPOINT, 4, KILL_AFTER_CHECKPOINT, 4, KILL_ALL, 4);
    run(Fault.plan(kills, random), 5_000);
  }

  /** A sink that searches for what its forerunners left open would search longer each time. */
  @Test
  void thirtyStartsUnderOneTransactionalPrefix() throws Exception {
    List<Fault> plan = new ArrayList<>();
    while (plan.size() < STARTS) {
      plan.addAll(List.of(KILL_JOB, RESCALE_TO_2, RESCALE_TO_2));
    }
    List<Duration> away = run(plan, 30 * plan.size());
    int third = plan.size() / 3;
    Duration first = median(away.subList(0, third));
    Duration last = median(away.subList(plan.size() - third, plan.size()));
    System.out.printf("median of the first %d starts %s, of the last %s%n", third, first, last);
    assertThat(last).isLessThan(first.multipliedBy(2));
  }

  private static Duration median(List<Duration> some) {
    return some.stream().sorted().toList().get(some.size() / 2);
  }

  @Test
  void twentyRescales() throws Exception {
    List<Fault> plan = new ArrayList<>();
    while (plan.size() < 20) {
      plan.addAll(List.of(RESCALE_TO_1, RESCALE_TO_2, RESCALE_TO_3, RESCALE_TO_1, RESCALE_TO_2));
    }
    run(plan, 2_500);
  }

  /** Each answer names the frames it saw: none is of another camera, whoever asks. */
  @Test
  void aHundredThousandQuestionsWhileTheJobIsRescaled() throws Exception {
    List<Fault> plan =
        List.of(RESCALE_TO_1, RESCALE_TO_2, RESCALE_TO_3, RESCALE_TO_1, KILL_ALL, RESCALE_TO_2);
    new ChaosRun(directory, CAMERAS, random, new Mix(20, 1), UnaryOperator.identity())
        .run(2, plan, 6 * 16_700, 300);
  }

  /** Beside RocksDB's directory all that a task manager writes is on that disk. */
  @Test
  void aDiskThatIsFull() throws Exception {
    assumeTrue(SmallDisk.isPossible());
    run(List.of(FULL_DISK), 300);
  }

  /** Read again after each kill, they become one dead letter or one refusal each. */
  @Test
  void tenThousandMalformedMessagesBetweenAThousandQuestions() throws Exception {
    new ChaosRun(directory, CAMERAS, random, new Mix(1, 10), UnaryOperator.identity())
        .run(2, List.of(KILL_IN_CHECKPOINT, KILL_ALL), 1_000, PER_SECOND);
  }

  @Test
  void aDeviceThatIsLostAndOneThatHangs() throws Exception {
    run(List.of(LOSE_DEVICE, HANG_DEVICE), 400);
  }

  /**
   * What it has not committed by then it drops, and the job writes it again. No process ends, or
   * there would be none to go on in.
   */
  @Test
  void aBrokerThatIsAwayForLongerThanATransactionMayLast() throws Exception {
    ChaosRun run =
        new ChaosRun(directory, CAMERAS, random, Mix.USUAL, ChaosSite::withShortTransactions);
    run.run(2, List.of(OUTLAST_TRANSACTIONS, OUTLAST_TRANSACTIONS), 800, PER_SECOND);
    System.out.println(
        run.logs().lines().filter(line -> line.contains("were never committed")).toList());
  }

  @Test
  void aBrokerThatEndsAndOneThatFreezes() throws Exception {
    run(Fault.plan(Map.of(END_BROKER, 5, FREEZE_BROKER, 3), random), 800);
  }

  @Test
  void theBrokerTheJobManagerAndFrozenTaskManagers() throws Exception {
    run(Fault.plan(Map.of(KILL_BROKER, 10, KILL_JOB_MANAGER, 3, FREEZE, 3), random), 2_500);
  }
}
