package dev.vocostream.operators.decode.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Ends this process when its parent is gone, whatever the rest of it is busy with: even a parent
 * that was killed closes our standard input. In case something else holds that open, who the parent
 * is gets looked at too.
 */
final class ParentWatch {
  static final long PERIOD_MILLIS = 500;

  private ParentWatch() {}

  /** A sign of life. */
  @FunctionalInterface
  interface Beat {
    void run() throws IOException;
  }

  /** From now on; {@code in} is read and thrown away. */
  static void start(InputStream in, Beat beat) {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    daemon("parent's end of the pipe", () -> awaitEnd(in));
    daemon("heartbeat", () -> beat(parent, beat));
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // nothing more is ever asked
      }
    } catch (IOException e) {
      System.err.println("standard input: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0); // native code may be anywhere: nothing can be tidied up
  }

  private static void beat(Optional<ProcessHandle> parent, Beat beat) {
    try {
      while (ProcessHandle.current().parent().equals(parent)) {
        beat.run();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("heartbeat: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
