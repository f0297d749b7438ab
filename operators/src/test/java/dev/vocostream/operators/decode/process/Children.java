package dev.vocostream.operators.decode.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What tests do with processes, and look at. */
final class Children {
  private static final Duration SOON = Duration.ofSeconds(20);

  private Children() {}

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  static void signal(String signal, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + signal + " " + pid + " failed");
    }
  }

  /** A zombie does not live. */
  static boolean isAlive(long pid) throws IOException {
    try {
      String status = Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
      return !status.contains("State:\tZ");
    } catch (java.nio.file.NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return !e.getMessage().contains("No such process");
    }
  }

  static List<Thread> threadsOf(DecoderProcess decoder) {
    String name = "decoder " + decoder.pid();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name) || thread.getName().startsWith(name + " "))
        .toList();
  }

  static String commandLine(long pid) throws IOException {
    return ofProc(pid, "cmdline").replace('\0', ' ');
  }

  static String environment(long pid) throws IOException {
    return ofProc(pid, "environ").replace('\0', '\n');
  }

  /** Resident and reserved memory, as the kernel says it. */
  static String memory(long pid) throws IOException {
    return ofProc(pid, "status")
        .lines()
        .filter(line -> line.matches("Vm(HWM|RSS|Peak|Data):.*|RssAnon:.*|Threads:.*"))
        .map(line -> line.replaceAll("\\s+", " "))
        .reduce("", (all, line) -> all + (all.isEmpty() ? "" : ", ") + line);
  }

  private static String ofProc(long pid, String what) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), what));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static Process startParent(Path clip) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            LonelyParent.class.getName(),
            clip.toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
