package dev.vocostream.model.serving;

import org.slf4j.LoggerFactory;

/**
 * Ends the process whose device is lost. Nothing in it can get the device back, and whoever watches
 * over processes starts a new one, which restores the last checkpoint.
 */
@FunctionalInterface
public interface ProcessEnd {
  /**
   * @param why one line, for the log
   */
  void halt(String why);

  /**
   * Ends this JVM at once: without shutdown hooks, which may wait for the thread that the device
   * holds.
   */
  static ProcessEnd ofThisProcess() {
    return why -> {
      LoggerFactory.getLogger(ProcessEnd.class).error("this process ends now: {}", why);
      Runtime.getRuntime().halt(-1); // as Flink ends a JVM that is beyond repair
    };
  }
}
