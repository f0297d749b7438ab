package dev.vocostream.operators.decode.process;

import java.io.IOException;
import java.util.Optional;

/**
 * Ends this process when its parent is gone, whatever the rest of it is busy with. Even a parent
 * that was killed closes our standard input, which {@link DecoderMain} reads; in case something
 * else holds that open, who the parent is gets looked at here.
 */
final class ParentWatch {
  static final long PERIOD_MILLIS = 500;

  private ParentWatch() {}

  /** A sign of life. */
  @FunctionalInterface
  interface Beat {
    void run() throws IOException;
  }

  /** From now on. */
  static void start(Beat beat) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread thread = new Thread(() -> beat(parent, beat), "heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  /** Looked at with every fourth beat: it costs as much as all else that a beat does. */
  private static boolean isThere(Optional<ProcessHandle> parent, int beats) {
    return beats % 4 != 0 || ProcessHandle.current().parent().equals(parent);
  }

  private static void beat(Optional<ProcessHandle> parent, Beat beat) {
    try {
      for (int beats = 0; isThere(parent, beats); beats++) {
        beat.run();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("heartbeat: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
