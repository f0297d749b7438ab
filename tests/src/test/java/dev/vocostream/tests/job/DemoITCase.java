package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees. */
class DemoITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of ten, at least; what is asked depends on the second, and the model is not always right. */
  private static final int RIGHT = 4;

  @TempDir private Path directory;

  @Test
  void onceAsksTenQuestionsAndPrintsNothingButMessages() throws Exception {
    try (VocoProcess demo = VocoProcess.start(directory, "demo", "--once", "--json")) {
      assertThat(demo.awaitEnd(PATIENCE)).as(demo.err()).isZero();
      List<String> lines = demo.out().lines().toList();
      assertThat(lines).hasSize(11);
      for (String line : lines.subList(0, 10)) {
        JsonNode answer = JSON.readTree(line);
        assertThat(answer.path("status").asText()).isEqualTo("answered");
        assertThat(answer.path("model").path("untrained").asBoolean()).isFalse();
      }
      JsonNode sum = JSON.readTree(lines.get(10));
      assertThat(sum.path("asked").asInt()).isEqualTo(10);
      assertThat(sum.path("right").asInt()).as(demo.err()).isGreaterThanOrEqualTo(RIGHT);
    }
  }

  @Test
  void ctrlCStopsEverythingWithinFiveSeconds() throws Exception {
    try (VocoProcess demo = VocoProcess.start(directory, "demo")) {
      demo.awaitLine("Ctrl-C ends the demo", PATIENCE);
      assertThat(demo.out()).contains("of 10 were right", "window ");
      assertThat(demo.out()).contains("gate online", "shed stalled", "trap blocked", "on again");
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(2); // the demo and its broker
      assertThat(ListeningSockets.beyondLoopback(children)).isEmpty();
      demo.interrupt();
      demo.awaitEnd(Duration.ofSeconds(5));
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void aPortInUseIsOneLineWithTheRemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        VocoProcess demo =
            VocoProcess.start(directory, "demo", "--ui-port", "" + taken.getLocalPort())) {
      assertThat(demo.awaitEnd(PATIENCE)).isEqualTo(1);
      assertThat(demo.err())
          .isEqualTo(
              "voco: port %d, for Flink's web page, is in use: stop what uses it, or choose another with --ui-port%n"
                  .formatted(taken.getLocalPort()));
    }
  }
}
