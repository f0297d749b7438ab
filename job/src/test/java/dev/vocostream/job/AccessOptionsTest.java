package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.live.CameraAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessOptionsTest {
  private static final String SMALLEST =
      """
      model: {directory: m}
      checkpoints: {directory: c}
      """;

  @TempDir private Path directory;

  private CameraAccess read(String rest, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(directory.resolve("voco.yaml"), SMALLEST + rest);
    return JobConfig.read(file, environment).access();
  }

  @Test
  void aSecretMayGoWhereTheFileSaysThatItsCamerasAre() throws IOException {
    String cameras =
        """
        cameras:
          - {id: a, url: 'rtsp://GATE.example/1', credentials: login}
          - {id: b, url: 'rtsp://10.0.0.7:8554/2', credentials: login}
          - {id: c, url: 'rtsp://[2606:2800::1]/3', credentials: other}
          - {id: d, url: 'http://not-enabled.example/', credentials: login}
          - {id: e, url: 'rtsp://without.example/'}
          - {id: f, url: f.mp4, credentials: login}
        """;
    assertThat(read(cameras, Map.of()).secretHosts())
        .isEqualTo(
            Map.of("login", Set.of("gate.example", "10.0.0.7"), "other", Set.of("2606:2800::1")));
  }

  /** Half of a name would be a directory that nobody meant. */
  @ParameterizedTest
  @ValueSource(strings = {"['/srv/cam old', /srv/new]", "'/srv/cam old, /srv/new'"})
  void aDirectoryMayHaveABlankInItsName(String files) throws IOException {
    assertThat(read("gate: {files: " + files + "}\n", Map.of()).files())
        .containsExactly("/srv/cam old", "/srv/new");
    Map<String, String> environment = Map.of("VOCO_GATE_FILES", "/srv/cam old,/srv/new");
    assertThat(read("", environment).files()).containsExactly("/srv/cam old", "/srv/new");
  }

  @Test
  void aDirectoryWithACommaInItsNameIsNotTakenForTwo() {
    assertThatThrownBy(() -> read("gate: {files: ['/srv/cam,old']}\n", Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("gate.files: expected values without commas, found '/srv/cam,old'");
  }
}
