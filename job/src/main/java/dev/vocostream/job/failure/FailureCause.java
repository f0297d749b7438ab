package dev.vocostream.job.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.util.SerializedThrowable;

/**
 * What people have to look at when a task has failed. The first whose pattern is found counts, in
 * the innermost cause first: a full disk is also why a checkpoint fails.
 */
enum FailureCause {
  GPU("CUDA|cuDNN|cuBLAS|InsufficientMemoryException|PoisonedDevice"),
  DISK(
      "No space left on device|Disk quota exceeded|Read-only file system|Input/output error"
          + "|RocksDBException|DamagedCheckpointException"),
  BROKER("org\\.apache\\.kafka\\.|org\\.apache\\.flink\\.connector\\.kafka\\."),
  CAMERA("dev\\.vocostream\\.operators\\.(decode|gate)\\."),
  MODEL("dev\\.vocostream\\.model\\."),
  BAD_INPUT("com\\.fasterxml\\.jackson\\.|BadMessage|DeserializationException"),
  WORKER(
      "RemoteTransportException|PartitionNotFoundException|HeartbeatManager|TaskManager with id"
          + "|TaskExecutor|is no longer reachable|Connection (reset|refused|unexpectedly)"),
  CHECKPOINT("checkpoint tolerable failure threshold"),
  OTHER("");

  private final Pattern pattern;

  FailureCause(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** As labels and metrics have it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FailureCause of(Throwable failure) {
    List<Throwable> innermostFirst = new ArrayList<>();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      innermostFirst.add(0, one);
    }
    for (Throwable one : innermostFirst) {
      FailureCause cause = ofOne(one);
      if (cause != OTHER) {
        return cause;
      }
    }
    return OTHER;
  }

  private static FailureCause ofOne(Throwable one) {
    // The job's own classes are not there where this runs.
    String type =
        one instanceof SerializedThrowable wrapped
            ? wrapped.getOriginalErrorClassName()
            : one.getClass().getName();
    String said = type + ": " + one.getMessage();
    for (FailureCause cause : values()) {
      if (cause.pattern.matcher(said).find()) {
        return cause;
      }
    }
    return OTHER;
  }
}
