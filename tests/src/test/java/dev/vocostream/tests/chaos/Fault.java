package dev.vocostream.tests.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What is done to the processes. */
enum Fault {
  /** A task manager is killed, whenever. */
  KILL_AT_RANDOM,
  /** A task manager is killed while a checkpoint is being made. */
  KILL_IN_CHECKPOINT,
  /** A task manager is killed when a checkpoint has just completed and is being committed. */
  KILL_AFTER_CHECKPOINT,
  /** All task managers are killed. */
  KILL_ALL,
  /** The device of a task manager is lost, which ends itself. */
  LOSE_DEVICE,
  /** A call of a task manager's device never returns, which ends itself. */
  HANG_DEVICE,
  /** A task manager stands still for so long that it is given up, and then goes on. */
  FREEZE,
  /** The job manager is killed; the job is submitted again. */
  KILL_JOB_MANAGER,
  /** All processes of the job are killed; others are started, and the job is submitted to them. */
  KILL_JOB,
  /** The broker is killed and comes back after five to thirty seconds. */
  KILL_BROKER,
  /** The same, when what was open is older than a transaction may be. */
  OUTLAST_TRANSACTIONS,
  /** The broker is asked to end, does so, and comes back. */
  END_BROKER,
  /** The broker stands still for twenty seconds: connections stay open, nobody answers. */
  FREEZE_BROKER,
  /** All task managers are killed, and the disk of the one that comes is full for a while. */
  FULL_DISK,
  /** The job is stopped and goes on with one subtask. */
  RESCALE_TO_1,
  /** The job is stopped and goes on with two subtasks. */
  RESCALE_TO_2,
  /** The job is stopped and goes on with three subtasks. */
  RESCALE_TO_3;

  /** So many of each, in an order that chance decides. */
  static List<Fault> plan(Map<Fault, Integer> counts, Random random) {
    List<Fault> plan = new ArrayList<>();
    new TreeMap<>(counts) // else the order of a map's entries would have a say
        .forEach((fault, count) -> plan.addAll(Collections.nCopies(count, fault)));
    Collections.shuffle(plan, random);
    return plan;
  }
}
