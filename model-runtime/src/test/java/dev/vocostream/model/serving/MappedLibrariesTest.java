package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappedLibrariesTest {
  private static final String TORCH =
      "7f1000-7f2000 r-xp 00001000 fe:01 12345                      /c/pytorch.jar/libtorch_cpu.so";

  @Test
  void aLibraryIsItsFileHoweverManyPiecesAreMapped() {
    MappedLibraries mapped =
        MappedLibraries.parse(
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
    MappedLibraries mapped =
        MappedLibraries.parse(
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
    MappedLibraries mapped =
        MappedLibraries.parse(
            List.of(
                "1-2 r-xp 0 fe:01 5 /c/libjnitorch.so", "3-4 r-xp 0 fe:01 6 /c/libjnitorch0.so"));

    assertThatThrownBy(mapped::requireOneOfEach)
        .hasMessageContaining("/c/libjnitorch.so and /c/libjnitorch0.so");
  }

  @Test
  void aFileThatWasReplacedWhileItWasMappedIsAnother() {
    MappedLibraries mapped =
        MappedLibraries.parse(
            List.of(
                "1-2 r-xp 0 fe:01 5 /c/libc10.so (deleted)", "3-4 r-xp 0 fe:01 6 /c/libc10.so"));

    assertThatThrownBy(mapped::requireOneOfEach)
        .hasMessageContaining("/c/libc10.so (deleted) and /c/libc10.so");
  }

  @Test
  void oneFileByTwoPathsIsOneLibrary() {
    MappedLibraries mapped =
        MappedLibraries.parse(
            List.of("1-2 r-xp 0 fe:01 5 /a/libc10.so", "3-4 r-xp 0 fe:01 5 /b/libc10.so"));

    assertThatCode(mapped::requireOneOfEach).doesNotThrowAnyException();
  }

  @Test
  void twoOpenMpRuntimesAreAWarningSinceOneMayStandInForTheOther() {
    MappedLibraries mapped =
        MappedLibraries.parse(
            List.of("1-2 r-xp 0 fe:01 5 /c/libgomp.so.1", "3-4 r-xp 0 fe:01 6 /i/libiomp5.so"));

    assertThatCode(mapped::requireOneOfEach).doesNotThrowAnyException();
    assertThat(mapped.warnings())
        .singleElement()
        .asString()
        .startsWith("2 OpenMP runtimes are in this process: /c/libgomp.so.1 and /i/libiomp5.so");
  }
}
