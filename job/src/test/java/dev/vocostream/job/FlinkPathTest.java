package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink and we mean the same directory, whatever users call theirs. */
class FlinkPathTest {
  private static final String YAML =
      """
      model: {directory: m}
      checkpoints: {directory: c}
      cameras: [{id: yard, url: yard.mp4}]
      """;

  @TempDir private Path parent;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "two words", "5%", "a%20b", "a+b", "a#b?c"})
  void checkpointsAreLookedForWhereFlinkWritesThem(String name) throws IOException {
    Path home = Files.createDirectory(parent.resolve(name));
    JobConfig config = JobConfig.read(Files.writeString(home.resolve("voco.yaml"), YAML));
    String uri = config.checkpoints().directory();
    String flinks = new org.apache.flink.core.fs.Path(uri).getPath();
    assertThat(flinks).isEqualTo(home.resolve("c/voco-stream").toString());
    assertThat(FlinkPath.isLocal(uri)).isTrue();
    assertThat(FlinkPath.local(uri)).hasToString(flinks);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "5%"})
  void whatIsNamedToGoOnFromIsFlinksToo(String name) throws IOException {
    Path checkpoint = Files.createDirectory(parent.resolve(name));
    for (String from : new String[] {checkpoint.toString(), "file://" + checkpoint}) {
      String uri = FlinkPath.of(from);
      assertThat(new org.apache.flink.core.fs.Path(uri).getPath()).isEqualTo(checkpoint.toString());
    }
  }
}
