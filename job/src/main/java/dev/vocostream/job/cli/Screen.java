package dev.vocostream.job.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a person sees. With {@code --json} standard output belongs to the messages and people read
 * standard error.
 */
final class Screen {
  private final PrintStream people;
  private final PrintStream messages;

  private Screen(PrintStream people, PrintStream messages) {
    this.people = people;
    this.messages = messages;
  }

  static Screen of(boolean json) {
    return json ? new Screen(System.err, System.out) : new Screen(System.out, null);
  }

  boolean isJson() {
    return messages != null;
  }

  /** What comes from a model, a file or a broker must not steer the terminal. */
  void say(String line) {
    people.println(harmless(line));
    people.flush();
  }

  static String harmless(String line) {
    return line.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
  }

  void prompt(String text) {
    people.print(text);
    people.flush();
  }

  /** One JSON object, on a line of its own. */
  void message(String json) {
    messages.println(json);
    messages.flush();
  }

  /** Shows what takes its time, with a dot a second, and how long it took. */
  <T> T step(String what, Callable<T> work) throws Exception {
    people.printf("  %-44s", what + " ");
    people.flush();
    ScheduledExecutorService dots =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    dots.scheduleAtFixedRate(() -> prompt("."), 1, 1, TimeUnit.SECONDS);
    long start = System.nanoTime();
    try {
      T result = work.call();
      dots.shutdownNow();
      say(" " + seconds(Duration.ofNanos(System.nanoTime() - start)));
      return result;
    } catch (Exception e) {
      dots.shutdownNow();
      say(" failed");
      throw e;
    }
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
