package dev.vocostream.job.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Standard input as a place for a password: a terminal shows nothing of it. Java's own {@link
 * java.io.Console} does so only where standard output is a terminal, too.
 */
final class PasswordInput implements AutoCloseable {
  private final BufferedReader lines =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final Thread restore = new Thread(() -> stty("echo"), "terminal");
  private final boolean terminal = stty("-echo");

  PasswordInput() {
    if (terminal) {
      // Ctrl-C must not leave the terminal dumb.
      Runtime.getRuntime().addShutdownHook(restore);
    }
  }

  boolean isTerminal() {
    return terminal;
  }

  /** The next line; empty at the end of the input. */
  char[] line() throws IOException {
    String line = lines.readLine();
    return line == null ? new char[0] : line.toCharArray();
  }

  @Override
  public void close() {
    if (terminal) {
      Runtime.getRuntime().removeShutdownHook(restore);
      stty("echo");
    }
  }

  /** Whether that could be set, which it cannot where standard input is no terminal. */
  private static boolean stty(String setting) {
    try {
      return new ProcessBuilder("stty", setting)
              .redirectInput(Redirect.INHERIT)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) { // there is no such program
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
