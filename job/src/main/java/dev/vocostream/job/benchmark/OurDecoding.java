package dev.vocostream.job.benchmark;

import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnection;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.decode.live.LiveConnections.Wanted;
import dev.vocostream.operators.decode.process.Accounts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As the job decodes a network camera: gate, proxy, child process, pipe. Its processor time is that
 * of the child and of every thread in this process that serves the camera.
 */
final class OurDecoding implements Decoding {
  private static final List<String> OUR_THREADS = List.of("decoder ", "camera-proxy-", "bench ");
  private static final CameraAccess LOOPBACK =
      new CameraAccess(Set.of(), List.of("127.0.0.0/8"), true, null, Duration.ofSeconds(20));

  // -- runtime
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<Long, Long> nanosByThread = new HashMap<>();
  private final LiveConnection connection;
  private final ProcessCpu child;
  private final Thread taker;
  private volatile String ending = "";

  private OurDecoding(LiveConnection connection) {
    this.connection = connection;
    this.child = new ProcessCpu(connection.pid());
    this.taker = new Thread(this::take, "bench taker");
    taker.setDaemon(true);
    taker.start();
  }

  static OurDecoding start(String url, Sampling wanted, int frameSize)
      throws VideoException, InterruptedException {
    Wanted camera = new Wanted(url, null, wanted, frameSize);
    return new OurDecoding(new LiveConnections(LOOPBACK).open(camera, Long.MIN_VALUE, false));
  }

  private void take() {
    try {
      while (connection.next().rgb().length > 0) {
        // the job would hand it on
      }
    } catch (VideoException e) {
      ending = e.getMessage();
    } catch (InterruptedException e) {
      ending = "interrupted";
    }
  }

  @Override
  public long frames() {
    return connection.accounts().delivered();
  }

  /** Waits for the end of the stream, after which the counts are final. */
  Accounts accountsAtTheEnd() throws InterruptedException {
    taker.join(Duration.ofSeconds(30).toMillis());
    return connection.accounts();
  }

  /** Where the pictures went so far. */
  Accounts accounts() {
    return connection.accounts();
  }

  /** Why there are no more frames; empty while there are. */
  String ending() {
    return ending;
  }

  @Override
  public void look() {
    child.look();
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread != null && OUR_THREADS.stream().anyMatch(thread.getThreadName()::startsWith)) {
        nanosByThread.put(id, Math.max(0, threads.getThreadCpuTime(id)));
      }
    }
  }

  @Override
  public long cpuNanos() {
    return child.nanos() + nanosByThread.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long residentBytes() {
    return child.residentBytes();
  }

  @Override
  public void close() {
    connection.close();
  }
}
