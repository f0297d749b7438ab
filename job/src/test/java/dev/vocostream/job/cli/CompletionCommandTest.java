package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, by the shells that it is for. */
class CompletionCommandTest {
  /**
   * What the shell does at the tab key: asks the function that was registered for the command. What
   * that says on standard error is bash's own word that there was no tab key.
   */
  private static final String TAB =
      """
      source "$1"; shift
      registered=$(complete -p voco) || exit 1
      [[ $registered =~ -F\\ ([a-zA-Z_]+) ]] || exit 1
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
      "${BASH_REMATCH[1]}" voco "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2> /dev/null
      printf '%s\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path directory;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = script("bash");
    assertThat(tab(script, "voco", "cam")).containsExactly("cameras");
    assertThat(tab(script, "voco", "cameras", "")).contains("add", "remove", "pause", "list");
    assertThat(tab(script, "voco", "cameras", "add", "--ret")).containsExactly("--retain");
    assertThat(tab(script, "./voco", "completion", "z")).containsExactly("zsh");
    assertThat(tab(script, "voco", "nothing-of-the-kind")).containsExactly("");
  }

  @Test
  void zshTakesIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "there is no zsh");
    List<String> said =
        run("zsh", "-fc", "source \"$1\" && print -r -- $_comps[voco]", "zsh", script("zsh") + "");
    assertThat(said).last().asString().contains("_complete_voco");
  }

  private Path script(String shell) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true));
      assertThat(Voco.commandLine().execute("completion", shell)).isZero();
    } finally {
      System.setOut(before);
    }
    return Files.write(directory.resolve("voco-completion"), out.toByteArray());
  }

  private static List<String> tab(Path script, String... words) throws Exception {
    String[] command = {"bash", "--norc", "-c", TAB, "bash", script.toString()};
    String[] all = java.util.Arrays.copyOf(command, command.length + words.length);
    System.arraycopy(words, 0, all, command.length, words.length);
    return run(all);
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }
}
