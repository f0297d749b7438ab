package dev.vocostream.model.compression;

import dev.vocostream.model.tensor.CpuThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * One thread per core, each with frames of its own. Frames need nothing of each other, so nobody
 * waits at the end of every product, as threads do that share one frame.
 */
public final class FrameLanes implements AutoCloseable {
  private static final int MOST_TOGETHER = 4;

  private final ExecutorService lanes;

  /**
   * @param count threads; they are daemons, and idle until they are used
   */
  public FrameLanes(int count) {
    lanes =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "frame lane");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * How many frames a lane takes at once: where weights are not packed, larger products are a
   * little faster, but no lane should be idle, and memory is bounded.
   */
  public static int share(int frames, int lanes) {
    return Math.max(1, Math.min(MOST_TOGETHER, frames / lanes));
  }

  /**
   * Applies a function to every frame, or to every few, each on one thread.
   *
   * @return the results, in order
   * @throws RuntimeException the first failure, after all lanes have stopped
   */
  public <T, R> List<R> map(List<T> frames, Function<T, R> function) {
    List<Future<R>> running = new ArrayList<>();
    for (T frame : frames) {
      running.add(
          lanes.submit(
              () -> {
                CpuThreads.lane();
                return function.apply(frame);
              }));
    }
    List<R> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<R> result : running) {
      try {
        results.add(uninterruptibly(result));
      } catch (ExecutionException e) {
        failure = failure == null ? runtime(e.getCause()) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  /** The model's thread is nobody's to interrupt, and a lane must not outlive its call. */
  private static <R> R uninterruptibly(Future<R> result) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException runtime(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    lanes.shutdownNow();
  }
}
