package dev.vocostream.tests.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A document of what was typed, when, and what came out; shown on standard output too. */
final class Transcript {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String FENCE = "```";
  private static final String BEGINNING =
      """
      # A recording

      Two cameras, fifty monitors, `kill -9` of the task manager, a rescale, a savepoint, and the savepoint asked: what was typed, when (UTC), for how long, and
      what came out. Broker, job manager, task managers and commands are processes of their own, Flink's with `deploy/flink/config.yaml`; the model is the one
      in the box, the cameras are the scenes of the demo. `RecordingITCase` ([tests](../../tests/README.md)) did this, looked at each step, and wrote this
      document, on %s on %d cores. The directory of the run is called /var/voco.
      """;

  private final Path file;
  private final String directory;

  /**
   * Begins the document afresh.
   *
   * @param directory of the run: the document calls it /var/voco
   */
  Transcript(Path file, Path directory) throws IOException {
    this.file = file;
    this.directory = directory.toString();
    Files.deleteIfExists(file);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    say(BEGINNING.formatted(today, Runtime.getRuntime().availableProcessors()));
  }

  /** Lines as they are. */
  void say(String text) throws IOException {
    write(text.stripTrailing());
  }

  /** Begins a chapter. */
  void chapter(String title) throws IOException {
    write("\n## " + title + "\n");
  }

  /** A file, or what else is shown as it stands. */
  void show(String text) throws IOException {
    write(FENCE + "\n" + text.stripTrailing() + "\n" + FENCE);
  }

  /** A command of one line, when it began, how long it took, and what it printed. */
  void ran(List<String> words, Instant began, Duration took, String printed) throws IOException {
    String command = words.stream().map(Transcript::quoted).collect(Collectors.joining(" "));
    String head =
        String.format(
            Locale.ROOT,
            "$ %s   # %s, %.1f s",
            command,
            CLOCK.format(began),
            took.toMillis() / 1_000.0);
    show(head + "\n" + printed.stripTrailing());
  }

  static String clock(Instant instant) {
    return CLOCK.format(instant);
  }

  private static String quoted(String word) {
    return word.contains(" ") ? '"' + word + '"' : word;
  }

  private void write(String text) throws IOException {
    String shown =
        text.replace(directory + "/voco.yaml", "voco.yaml").replace(directory, "/var/voco");
    System.out.println(shown);
    Files.writeString(file, shown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
