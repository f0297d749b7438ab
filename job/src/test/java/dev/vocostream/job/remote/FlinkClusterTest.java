package dev.vocostream.job.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkClusterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"flink", "flink:", ":8081", "flink:8081/jobs", "http://flink:8081", "a b:1"})
  void anAddressIsHostAndPort(String address) {
    assertThatThrownBy(() -> FlinkCluster.at(address))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "--to: expected host:port of Flink's REST address such as flink:8081, found "
                + address);
  }

  @Test
  void noClusterIsOneLineWithTheAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> FlinkCluster.at("127.0.0.1:" + port).requireAbsent("any"))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("Flink at http://127.0.0.1:%d: expected a cluster".formatted(port));
  }

  @Test
  void theJobOwnsItsOwnCheckpointsOnly() {
    assertThat(modeOf(new StartingPoint("file:/c/chk-1", true))).isEqualTo(RecoveryClaimMode.CLAIM);
    assertThat(modeOf(new StartingPoint("file:/s", false))).isEqualTo(RecoveryClaimMode.NO_CLAIM);
  }

  private static RecoveryClaimMode modeOf(StartingPoint point) {
    Configuration settings = new Configuration();
    point.configure(settings);
    assertThat(settings.get(StateRecoveryOptions.SAVEPOINT_PATH)).isEqualTo(point.uri());
    return settings.get(StateRecoveryOptions.RESTORE_MODE);
  }
}
