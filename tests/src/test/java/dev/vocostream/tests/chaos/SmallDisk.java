package dev.vocostream.tests.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of so many MiB in memory, which only one process and its children see. It needs no
 * rights where the kernel gives everybody name spaces of their own.
 *
 * @param directory where it lies for that process
 */
record SmallDisk(Path directory, int mebibytes) {
  private static final String FILLING = "filling";

  /** Whether this machine allows it; says why where it does not. */
  static boolean isPossible() throws IOException, InterruptedException {
    Process tried =
        new ProcessBuilder(unshared("mount -t tmpfs none /mnt")).redirectErrorStream(true).start();
    String said = new String(tried.getInputStream().readAllBytes());
    boolean possible = tried.waitFor() == 0;
    if (!possible) {
      System.out.println("NOT RUN: no file system of its own for a process here: " + said);
    }
    return possible;
  }

  /** What a command begins with whose process is to see it. */
  List<String> before() {
    return unshared(
        "mount -t tmpfs -o size=%dm none '%s' && exec \"$@\"".formatted(mebibytes, directory));
  }

  private static List<String> unshared(String script) {
    return List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh");
  }

  /** Until nothing more can be written. */
  void fill(Process process) throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream filling = Files.newOutputStream(seen(process))) {
      while (true) {
        filling.write(block);
      }
    } catch (IOException full) {
      if (!full.getMessage().contains("No space left")) {
        throw full;
      }
    }
  }

  /** Takes away what filled it. */
  void free(Process process) throws IOException {
    Files.delete(seen(process));
  }

  private Path seen(Process process) {
    return Path.of("/proc/%d/root%s".formatted(process.pid(), directory.resolve(FILLING)));
  }
}
