package dev.vocostream.tests.chaos;

import static dev.vocostream.tests.chaos.ChaosCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionFactory;

/** Does to a cluster what a plan says, and waits until its job runs again. */
final class Faults {
  private static final int CHECKPOINTS_WITH_ZOMBIE = 3;
  private static final Duration FROZEN = Duration.ofSeconds(20);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
  private static final Duration FULL = Duration.ofSeconds(20);
  private static final int SMALL_DISK_MEBIBYTES = 64;
  private static final int SHORTEST_DOWN = 5;
  private static final int LONGEST_DOWN = 30;
  private static final int BEYOND_TRANSACTIONS = 2 * ChaosSite.SHORT_TRANSACTION_SECONDS;

  private final ChaosCluster cluster;
  private final ChaosSite site;
  private final Random random;
  private final Path troubles;
  private final List<String> report = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private Instant checkpointed = Instant.EPOCH;
  private int parallelism = 2;

  Faults(ChaosCluster cluster, ChaosSite site, Random random) throws IOException {
    this.cluster = cluster;
    this.troubles = cluster.scratch(ChaosSite.TROUBLES);
    this.site = site;
    this.random = random;
  }

  /** How long the job was away after each fault. */
  String report() {
    return String.join("", report);
  }

  /** The same of the last one. */
  String last() {
    return report.get(report.size() - 1);
  }

  /** From the last checkpoint before each fault until the job ran again. */
  List<Doubt> doubts() {
    return List.copyOf(doubts);
  }

  /**
   * Returns when the job runs again, from a checkpoint where it had failed, and a checkpoint has
   * completed.
   *
   * @return from the fault until then, or from when the processes are back that it ended
   * @throws org.awaitility.core.ConditionTimeoutException if it does not within five minutes
   */
  Duration inflict(Fault fault) throws Exception {
    checkpointed = cluster.health().checkpointed();
    long begun = System.nanoTime();
    switch (fault) {
      case KILL_AT_RANDOM, KILL_IN_CHECKPOINT, KILL_AFTER_CHECKPOINT -> begun = killOne(fault);
      case KILL_ALL -> killAll();
      case FULL_DISK -> begun = fullDisk();
      case LOSE_DEVICE -> begun = strike(DeviceTrouble.LOST);
      case HANG_DEVICE -> begun = strike(DeviceTrouble.HANGS);
      case FREEZE -> freeze();
      case KILL_JOB_MANAGER -> {
        cluster.replaceJobManager();
        cluster.submit(site.job(parallelism));
      }
      case KILL_JOB -> begun = killJob();
      case KILL_BROKER -> begun = killBroker(random.nextInt(SHORTEST_DOWN, LONGEST_DOWN + 1));
      case OUTLAST_TRANSACTIONS -> {
        until().pollInterval(Duration.ofMillis(5)).until(() -> cluster.health().isCheckpointing());
        begun = killBroker(BEYOND_TRANSACTIONS);
      }
      case END_BROKER -> cluster.replaceBroker("TERM", Duration.ZERO);
      case FREEZE_BROKER -> cluster.freezeBroker(FROZEN);
      case RESCALE_TO_1, RESCALE_TO_2, RESCALE_TO_3 ->
          rescale(1 + fault.ordinal() - Fault.RESCALE_TO_1.ordinal());
    }
    int completed = cluster.health().completed();
    until().until(() -> cluster.health().allTasksRun());
    Duration away = Duration.ofNanos(System.nanoTime() - begun);
    until().until(() -> cluster.health().completed() > completed);
    doubts.add(new Doubt(checkpointed, Instant.now()));
    report.add("%-22s back after %.1f s%n".formatted(fault, away.toMillis() / 1000.0));
    return away;
  }

  private static ConditionFactory until() {
    return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  private long killOne(Fault fault) throws Exception {
    JobHealth health = cluster.health();
    if (fault == Fault.KILL_IN_CHECKPOINT) {
      until().pollInterval(Duration.ofMillis(5)).until(health::isCheckpointing);
    } else if (fault == Fault.KILL_AFTER_CHECKPOINT) {
      int completed = health.completed();
      until().pollInterval(Duration.ofMillis(5)).until(() -> health.completed() > completed);
    }
    checkpointed = health.checkpointed();
    long begun = System.nanoTime();
    int restored = health.restored();
    List<Process> busy = cluster.busyTaskManagers();
    cluster.kill(busy.get(random.nextInt(busy.size())));
    cluster.addTaskManager();
    awaitRestored(restored);
    return begun;
  }

  /** The time that counts is from when the process has ended itself. */
  private long strike(String trouble) throws Exception {
    int restored = cluster.health().restored();
    List<Process> before = cluster.taskManagers();
    Files.createFile(troubles.resolve(trouble));
    await().atMost(ENDS_WITHIN).until(() -> !before.stream().allMatch(Process::isAlive));
    long ended = System.nanoTime();
    cluster.kill(before.stream().filter(one -> !one.isAlive()).findFirst().orElseThrow());
    cluster.addTaskManager();
    awaitRestored(restored);
    return ended;
  }

  /** The time that counts is that of the job's start; how long Flink takes is not its to say. */
  private long killJob() throws Exception {
    cluster.replaceFlink();
    long begun = System.nanoTime();
    cluster.submit(site.job(parallelism));
    return begun;
  }

  /** The time that counts is from when the broker is there again. */
  private long killBroker(int down) throws Exception {
    System.out.printf("the broker is away for %d s%n", down);
    cluster.replaceBroker("KILL", Duration.ofSeconds(down));
    return System.nanoTime();
  }

  private void killAll() throws Exception {
    int restored = cluster.health().restored();
    List<Process> all = cluster.taskManagers();
    for (Process taskManager : all) {
      cluster.kill(taskManager);
    }
    for (int i = 0; i < all.size(); i++) {
      cluster.addTaskManager();
    }
    awaitRestored(restored);
  }

  /** The frozen one believes for a moment that the job is still its own, and then may go. */
  private void freeze() throws Exception {
    int restored = cluster.health().restored();
    List<Process> busy = cluster.busyTaskManagers();
    Process frozen = busy.get(random.nextInt(busy.size()));
    ChaosCluster.signal(frozen, "STOP");
    cluster.addTaskManager();
    awaitRestored(restored);
    until().until(() -> cluster.health().allTasksRun());
    ChaosCluster.signal(frozen, "CONT");
    int completed = cluster.health().completed();
    until().until(() -> cluster.health().completed() > completed + CHECKPOINTS_WITH_ZOMBIE);
    cluster.kill(frozen);
  }

  /** Only its tasks fail, not the process; when there is room again they go on. */
  private long fullDisk() throws Exception {
    SmallDisk disk = new SmallDisk(cluster.scratch("disk"), SMALL_DISK_MEBIBYTES);
    List<Process> others = cluster.taskManagers();
    Process small = cluster.addTaskManager(disk);
    cluster.awaitSlots(parallelism);
    int restored = cluster.health().restored();
    for (Process other : others) {
      cluster.kill(other);
    }
    awaitRestored(restored);
    until().until(() -> cluster.health().allTasksRun());
    int again = cluster.health().restored();
    disk.fill(small);
    awaitRestored(again);
    await().pollDelay(FULL).atMost(PATIENCE).until(() -> true);
    assertThat(cluster.taskManagers()).allMatch(Process::isAlive);
    disk.free(small);
    long freed = System.nanoTime();
    cluster.addTaskManager();
    return freed;
  }

  private void awaitRestored(int before) {
    until().until(() -> cluster.health().restored() > before);
  }

  private void rescale(int subtasks) throws Exception {
    cluster.cancelJob();
    parallelism = subtasks;
    cluster.submit(site.job(parallelism));
  }
}
