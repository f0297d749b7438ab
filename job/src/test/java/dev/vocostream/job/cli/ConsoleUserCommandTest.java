package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleUserCommandTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path directory;

  @Test
  void printsALineForAPasswordOfStandardInput() throws Exception {
    String line = run(0, PASSWORD + "\n", "anna", "--role", "ask");
    assertThat(line).startsWith("anna:ask:pbkdf2-sha256$600000$").doesNotContain(PASSWORD);
    var json = new ObjectMapper().readTree(run(0, PASSWORD, "b", "--role", "admin", "--json"));
    assertThat(json.path("line").asText()).startsWith("b:admin:pbkdf2-sha256$");
    assertThat(json.path("user").asText()).isEqualTo("b");
  }

  @Test
  void refusesInWordsWhatCannotBe() throws Exception {
    assertThat(run(1, "too short", "anna", "--role", "ask"))
        .contains("a password has 12 to 1024 letters")
        .doesNotContain("too short");
    assertThat(run(1, "", "anna", "--role", "ask")).contains("a password has 12");
    assertThat(run(1, PASSWORD, "an:na", "--role", "ask")).contains("a name is 1 to 64");
    assertThat(run(2, PASSWORD, "anna", "--role", "all")).contains("VIEW, ASK, ADMIN");
    assertThat(run(2, PASSWORD, "anna")).contains("--role");
  }

  /** A terminal made by util-linux; standard output is the file, as the help text shows it. */
  @Test
  void atATerminalItAsksTwiceAndShowsNothing() throws Exception {
    assumeThat(Path.of("/usr/bin/script")).as("NOT RUN: no script of util-linux").exists();
    assumeThat(hasStty()).as("NOT RUN: no stty of coreutils").isTrue();
    Path users = directory.resolve("users");
    String command =
        "exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s console user anna --role view > '%s'"
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                Voco.class.getName(),
                users);
    Path script = Files.writeString(directory.resolve("command"), command);
    Process process =
        new ProcessBuilder("/usr/bin/script", "-qec", "sh " + script, "/dev/null")
            .redirectErrorStream(true)
            .start();
    // A read of it cannot be interrupted, but ends with the process.
    CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(() -> end(process));
    try {
      StringBuilder seen = new StringBuilder();
      for (String asked : List.of("Password of anna: ", "The same again: ")) {
        readTo(process.getInputStream(), asked, seen);
        process.getOutputStream().write((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
      }
      seen.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(process.waitFor()).as(seen.toString()).isZero();
      assertThat(seen.toString()).doesNotContain("horse").doesNotContain("pbkdf2");
      assertThat(Files.readAllLines(users))
          .singleElement()
          .asString()
          .startsWith("anna:view:pbkdf2-sha256$600000$");
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static boolean hasStty() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "stty")));
  }

  private static void readTo(InputStream in, String end, StringBuilder seen) throws Exception {
    while (seen.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
  }

  /** What it says on standard output and standard error. */
  private static String run(int expected, String input, String... arguments) throws Exception {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      System.setOut(stream);
      System.setErr(stream);
      String[] all = new String[arguments.length + 2];
      all[0] = "console";
      all[1] = "user";
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      assertThat(Voco.commandLine().execute(all)).isEqualTo(expected);
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
