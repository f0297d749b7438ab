package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir private Path directory;

  /**
   * Else this thread, while it loads the first one, waits for whoever initializes Pointer, and that
   * one for this thread: seen once in some ten starts of a job that also decodes files.
   */
  @Test
  void pointersAreInitializedBeforeALibraryIsLoaded() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info",
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String log = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    int pointer = log.indexOf("Initializing 'org/bytedeco/javacpp/Pointer'");
    int library = log.indexOf("Initializing 'org/bytedeco/openblas/");
    assertThat(pointer).isPositive();
    assertThat(library).isGreaterThan(pointer);
  }

  /** A JVM that does nothing else. */
  static final class Loading {
    public static void main(String[] arguments) {
      NativeLibraries.loadAndCheck();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void inThisProcessEachIsThereOnceAndOneOpenMp() throws IOException {
    assertThatCode(NativeLibraries::loadAndCheck).doesNotThrowAnyException();

    MappedLibraries mapped = MappedLibraries.parse(Files.readAllLines(Path.of("/proc/self/maps")));

    assertThat(mapped.filesByLibrary())
        .containsKeys("libtorch_cpu", "libc10", "libjnitorch", "libopenblas", "libgomp")
        .doesNotContainKeys("libomp", "libiomp")
        .allSatisfy((library, files) -> assertThat(files).hasSize(1));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aCacheThatOthersMayWriteToIsWarnedOfWithTheRemedy() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(NativeLibraries.warningOfCache(directory)).isEmpty();

    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(NativeLibraries.warningOfCache(directory))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("native libraries are loaded from " + directory)
                    .contains("chmod go-w"));
  }
}
