package dev.vocostream.job.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or what else ends this process, while something runs that must come to a good end first.
 * The process waits until this is closed, and at most a minute.
 */
final class StopSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile boolean given;

  private StopSignal() {}

  static StopSignal open() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void stop() {
    given = true;
    try {
      ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends now
    }
  }

  boolean isGiven() {
    return given;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it was given: the process is ending
    }
  }
}
