package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final String TORCH =
      "7f1000-7f2000 r-xp 00001000 fe:01 12345                      /c/pytorch.jar/libtorch_cpu.so";

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
  void aLibraryIsItsFileHoweverManyPiecesAreMapped() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of(
                TORCH,
                "7f2000-7f3000 r--p 00002000 fe:01 12345               "
                    + " /c/pytorch.jar/libtorch_cpu.so",
                "7f3000-7f4000 rw-p 00000000 00:00 0 ",
                "7f4000-7f5000 r-xp 00000000 fe:01 12 /c/pytorch.jar/libc10.so",
                "7f5000-7f6000 r-xp 00000000 fe:01 13 /c/my models/libgomp.so.1",
                "7f6000-7f7000 r-xp 00000000 fe:01 14 /usr/lib/libc.so.6",
                "7f7000-7f8000 r--s 00000000 fe:01 15 /w/libtorch.safetensors",
                "7ffe00-7fff00 rw-p 00000000 00:00 0 [stack]"));

    assertThat(mapped.filesByLibrary())
        .isEqualTo(
            Map.of(
                "libtorch_cpu", List.of("/c/pytorch.jar/libtorch_cpu.so"),
                "libc10", List.of("/c/pytorch.jar/libc10.so"),
                "libgomp", List.of("/c/my models/libgomp.so.1")));
    assertThatCode(mapped::requireOneOfEach).doesNotThrowAnyException();
    assertThat(mapped.warnings()).isEmpty();
  }

  @Test
  void twoBuildsOfOneLibraryAreRefusedNamingBoth() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of(TORCH, "1-2 r-xp 0 fe:01 777 /usr/lib/python3/torch/lib/libtorch_cpu.so"));

    assertThatThrownBy(mapped::requireOneOfEach)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "native library libtorch_cpu must be in a process once, is there 2 times:"
                + " /c/pytorch.jar/libtorch_cpu.so and"
                + " /usr/lib/python3/torch/lib/libtorch_cpu.so. Keep the jars");
  }

  @Test
  void theCopyThatASecondClassLoaderGetsIsFoundUnderItsNumber() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of(
                "1-2 r-xp 0 fe:01 5 /c/libjnitorch.so", "3-4 r-xp 0 fe:01 6 /c/libjnitorch0.so"));

    assertThatThrownBy(mapped::requireOneOfEach)
        .hasMessageContaining("/c/libjnitorch.so and /c/libjnitorch0.so");
  }

  @Test
  void aFileThatWasReplacedWhileItWasMappedIsAnother() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of(
                "1-2 r-xp 0 fe:01 5 /c/libc10.so (deleted)", "3-4 r-xp 0 fe:01 6 /c/libc10.so"));

    assertThatThrownBy(mapped::requireOneOfEach)
        .hasMessageContaining("/c/libc10.so (deleted) and /c/libc10.so");
  }

  @Test
  void oneFileByTwoPathsIsOneLibrary() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of("1-2 r-xp 0 fe:01 5 /a/libc10.so", "3-4 r-xp 0 fe:01 5 /b/libc10.so"));

    assertThatCode(mapped::requireOneOfEach).doesNotThrowAnyException();
  }

  @Test
  void twoOpenMpRuntimesAreAWarningSinceOneMayStandInForTheOther() {
    NativeLibraries mapped =
        NativeLibraries.parse(
            List.of("1-2 r-xp 0 fe:01 5 /c/libgomp.so.1", "3-4 r-xp 0 fe:01 6 /i/libiomp5.so"));

    assertThatCode(mapped::requireOneOfEach).doesNotThrowAnyException();
    assertThat(mapped.warnings())
        .singleElement()
        .asString()
        .startsWith("2 OpenMP runtimes are in this process: /c/libgomp.so.1 and /i/libiomp5.so");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void inThisProcessEachIsThereOnceAndOneOpenMp() throws IOException {
    assertThatCode(NativeLibraries::loadAndCheck).doesNotThrowAnyException();

    NativeLibraries mapped = NativeLibraries.parse(Files.readAllLines(Path.of("/proc/self/maps")));

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
