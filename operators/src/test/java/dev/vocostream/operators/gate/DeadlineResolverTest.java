package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.DeadlineResolver.TooSlowException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeadlineResolverTest {
  private static final InetAddress ADDRESS = IpLiteral.parse("93.184.215.14").orElseThrow();
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch hang = new CountDownLatch(1);
  private final DeadlineResolver resolver = new DeadlineResolver(this::resolve, SHORT);

  /** Names that begin with {@code hung} have an answer only when the latch is down. */
  private List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.startsWith("hung")) {
      try {
        hang.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    if (host.startsWith("none")) {
      throw new UnknownHostException(host);
    }
    return List.of(ADDRESS);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(DeadlineResolver.THREAD_NAME))
        .count();
  }

  @Test
  void aNameThatHangsCostsOneThreadAndNobodyElseATurn() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> resolver.resolve("hung.example"))
          .isInstanceOf(TooSlowException.class)
          .hasMessage("it was not resolved within 100 ms");
    }
    assertThat(threads()).isEqualTo(1);
    assertThat(resolver.resolve("cam.example")).containsExactly(ADDRESS);
    assertThatThrownBy(() -> resolver.resolve("none.example"))
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(TooSlowException.class);
    hang.countDown();
    await().until(() -> threads() == 0);
    assertThat(resolver.resolve("hung.example")).containsExactly(ADDRESS);
  }

  @Test
  void soManyThatHangAreAllThatAreAskedFor() {
    DeadlineResolver hasty = new DeadlineResolver(this::resolve, Duration.ofMillis(1));
    for (int i = 0; i < 2 * DeadlineResolver.MOST; i++) {
      String host = "hung-" + i + ".example";
      assertThatThrownBy(() -> hasty.resolve(host)).isInstanceOf(TooSlowException.class);
    }
    assertThat(threads()).isEqualTo(DeadlineResolver.MOST);
    hang.countDown();
    await().until(() -> threads() == 0);
  }

  @Test
  void theGateSaysSo() {
    Gate gate = new Gate(Gates.strict(), resolver);
    assertThatThrownBy(() -> gate.check("rtsp://hung.example/a"))
        .isInstanceOfSatisfying(
            BlockedUrlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNRESOLVED))
        .hasMessage(
            "rtsp://hung.example:554/…: its name: it was not resolved within 100 ms, check DNS");
    hang.countDown();
    await().until(() -> threads() == 0);
  }

  /**
   * A hosts file that is a pipe, which nobody writes to: Java waits for it where nothing reaches.
   */
  @Test
  void theSystemsOwnResolverIsLeftWaiting(@TempDir Path dir) throws Exception {
    Path pipe = dir.resolve("hosts");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Djdk.net.hosts.file=" + pipe,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HungNames.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .isEqualTo(
              "UNRESOLVED rtsp://yard.example:554: its name: it was not resolved within"
                  + " 200 ms, check DNS\n");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
