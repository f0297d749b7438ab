package dev.vocostream.tests.job;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code voco} command in a JVM of its own, as a user starts it. */
final class VocoProcess implements AutoCloseable {
  static final Path JOB_JAR =
      Path.of("..", "deploy", "flink", "target", "voco-job.jar").toAbsolutePath().normalize();

  private final Process process;
  private final Path out;
  private final Path err;

  private VocoProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static VocoProcess start(Path directory, String... arguments) throws IOException {
    Path out = Files.createTempFile(directory, "voco", ".out");
    Path err = Files.createTempFile(directory, "voco", ".err");
    List<String> command = new ArrayList<>();
    // tests that run in the background of a shell are told to ignore Ctrl-C, and so were their JVMs
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-Dlog4j2.configurationFile=classpath:log4j2.properties",
            "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
            "-Dvoco.log=" + directory.resolve("voco.log"),
            "-Dvoco.broker.classpath=" + System.getProperty("voco.broker.classpath"),
            "-Dvoco.job.jar=" + JOB_JAR,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vocostream.job.cli.Voco"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    return new VocoProcess(builder.start(), out, err);
  }

  /** Waits until standard output holds this text. */
  void awaitLine(String text, Duration patience) {
    await()
        .atMost(patience)
        .failFast("the process ended", () -> !process.isAlive())
        .until(() -> out().contains(text));
  }

  int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after " + patience + ": " + out() + err());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C does. */
  void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
