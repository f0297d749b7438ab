package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {
  @TempDir private Path place;

  /** A task manager's process, as far as its directory knows. */
  static final class TaskManager {
    private TaskManager() {}

    public static void main(String[] arguments) throws Exception {
      LeftBehind.mark(Path.of(arguments[0]), "job");
      System.out.println("lives");
      System.in.read();
    }
  }

  @Test
  void aDirectoryIsWipedWhenItsProcessWasKilledAndNotBefore() throws Exception {
    Path own = directory("tm_own");
    Path other = directory("tm_other");
    Process process = live(other);
    try {
      LeftBehind.wipeBeside(own);
      assertThat(other.resolve("db/000001.sst")).exists();
    } finally {
      process.destroyForcibly().waitFor();
    }
    LeftBehind.wipeBeside(own);
    assertThat(other.getParent()).doesNotExist();
    assertThat(own.resolve("db/000001.sst")).exists();
  }

  @Test
  void whatIsNotMarkedOrNotATaskManagersStays() throws Exception {
    Path own = directory("tm_own");
    Path fresh = directory("tm_new");
    Path manager = directory("jm_manager");
    Process process = live(manager);
    process.destroyForcibly().waitFor();
    Path elsewhere = directory("elsewhere/tm_far");
    Process far = live(elsewhere);
    far.destroyForcibly().waitFor();
    Files.createSymbolicLink(place.resolve("tm_link"), elsewhere.getParent());

    LeftBehind.wipeBeside(own);
    for (Path tmp : new Path[] {fresh, manager, elsewhere}) {
      assertThat(tmp.resolve("db/000001.sst")).exists();
    }
  }

  @Test
  void aJobThatLeavesInGoodOrderTakesItsMarkAway() throws Exception {
    Path own = directory("tm_own");
    assertThat(LeftBehind.mark(own, "job")).isTrue();
    assertThat(LeftBehind.mark(own, "job")).as("one mark is enough").isFalse();
    LeftBehind.unmark("job");
    try (Stream<Path> files = Files.list(own)) {
      assertThat(files).containsExactly(own.resolve("db"));
    }
    assertThat(LeftBehind.mark(own, "job")).as("it comes back").isTrue();
    LeftBehind.unmark("job");
  }

  /** With a memory in it; its {@code tmp}. */
  private Path directory(String name) throws Exception {
    Path tmp = place.resolve(name).resolve("tmp");
    Files.createDirectories(tmp.resolve("db"));
    Files.writeString(tmp.resolve("db/000001.sst"), "what a camera saw");
    return tmp;
  }

  private static Process live(Path tmp) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TaskManager.class.getName(),
                tmp.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] first = process.getInputStream().readNBytes("lives".length());
    assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("lives");
    return process;
  }
}
