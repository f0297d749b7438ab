package dev.vocostream.job.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.SetupException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobViewTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void asksAClusterAgainThatWasTooBusyToAnswer() throws Exception {
    answer("/jobs/a", 1, "{\"vertices\":[{\"status\":\"RUNNING\"}]}");
    view().awaitRunning(PATIENCE);
    assertThat(asked.get()).isGreaterThan(1);
  }

  @Test
  void saysThatAClusterNeverAnswered() {
    answer("/jobs/a", Integer.MAX_VALUE, "");
    assertThatThrownBy(() -> view().awaitRunning(Duration.ofSeconds(1)))
        .isInstanceOf(SetupException.class)
        .hasMessage("the job did not start: after PT1S Flink's REST interface does not answer");
  }

  @Test
  void saysWhyATaskFailed() {
    answer("/jobs/a", 0, "{\"vertices\":[{\"status\":\"RESTARTING\"}]}");
    answer(
        "/jobs/a/exceptions",
        0,
        "{\"exceptionHistory\":{\"entries\":[{\"stacktrace\":\"A: b\\n"
            + "Caused by: C: why\\n"
            + " at d\"}]}}");
    assertThatThrownBy(() -> view().awaitRunning(PATIENCE))
        .isInstanceOf(SetupException.class)
        .hasMessage("the job did not start: C: why");
  }

  private JobView view() {
    URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new JobView(new FlinkRest(page, TIMEOUT), "a");
  }

  /** To the first so many requests it says nothing. */
  private void answer(String path, int silent, String body) {
    server.createContext(
        path,
        exchange -> {
          if (asked.incrementAndGet() <= silent) {
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return;
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
