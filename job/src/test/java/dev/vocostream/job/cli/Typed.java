package dev.vocostream.job.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What came of a {@code voco model} command that somebody typed.
 *
 * @param exit its exit code
 * @param printed on standard output
 * @param complaint on standard error, of the command line
 */
record Typed(int exit, String printed, String complaint) {
  static Typed model(String command, String... arguments) {
    CommandLine line = Voco.commandLine();
    StringWriter errors = new StringWriter();
    line.setErr(new PrintWriter(errors, true));
    line.getSubcommands().get("model").getSubcommands().get(command).setErr(line.getErr());
    List<String> all = new ArrayList<>(List.of("model", command));
    all.addAll(List.of(arguments));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int exit = line.execute(all.toArray(String[]::new));
      return new Typed(exit, bytes.toString(StandardCharsets.UTF_8), errors.toString());
    } finally {
      System.setOut(usual);
    }
  }
}
