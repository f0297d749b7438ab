package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a resolver that may hang, on threads of its own: the system's waits where nothing can
 * interrupt it. A name that is still being asked for is not asked for twice, so one that hangs
 * costs one thread however often its camera is tried, and all of them {@link #MOST} at most.
 */
final class DeadlineResolver implements Resolver {
  static final String THREAD_NAME = "camera-name";

  /** Names at once; a healthy resolver answers in milliseconds. */
  static final int MOST = 64;

  /** No answer yet; there may be one later. */
  static final class TooSlowException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    TooSlowException(String what) {
      super(what);
    }
  }

  // -- configuration
  private final Resolver inner;
  private final Duration limit;

  // -- runtime
  private final Map<String, FutureTask<List<InetAddress>>> asked = new ConcurrentHashMap<>();

  DeadlineResolver(Resolver inner, Duration limit) {
    this.inner = inner;
    this.limit = limit;
  }

  /**
   * @throws TooSlowException after the limit, or at once if too many names wait for an answer
   */
  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    if (asked.size() >= MOST && !asked.containsKey(host)) {
      throw new TooSlowException(MOST + " other names are still being looked up");
    }
    try {
      return asked.computeIfAbsent(host, this::ask).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TooSlowException("it was not resolved within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TooSlowException("interrupted");
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
  }

  private FutureTask<List<InetAddress>> ask(String host) {
    FutureTask<List<InetAddress>> question =
        new FutureTask<>(() -> inner.resolve(host)) {
          @Override
          protected void done() {
            asked.remove(host, this);
          }
        };
    Thread thread = new Thread(question, THREAD_NAME);
    thread.setDaemon(true);
    thread.start();
    return question;
  }
}
