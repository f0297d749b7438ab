package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every command that a document or a help text shows can be typed. */
class DocumentedCommandsTest {
  private static final CommandLine VOCO = Voco.commandLine();
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A command ends with the line, a comment, its backtick, or where the shell begins another. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ *|`)(?:\\$ )?(?:\\./)?voco ([a-z-](?:[^`#|;&<>\\n]|(?<! )#)*)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @TestFactory
  Stream<DynamicTest> commandsOfDocumentsAreUnderstood() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher found = COMMAND.matcher(Files.readString(document));
      while (found.find()) {
        boolean isMention = found.group().contains("`"); // may leave out what must be given
        String command = found.group(1).strip();
        String name = ROOT.relativize(document) + ": voco " + command;
        tests.add(DynamicTest.dynamicTest(name, () -> assertUnderstood(command, isMention)));
      }
    }
    assertThat(tests).as("commands in documents").hasSizeGreaterThan(30);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> examplesOfHelpTextsAreUnderstood() {
    List<DynamicTest> tests = new ArrayList<>();
    collect(VOCO, tests);
    assertThat(tests).as("examples in help texts").hasSizeGreaterThan(20);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> commandsOfTheCompositionAreUnderstood() throws IOException {
    String compose = Files.readString(ROOT.resolve("deploy/compose.yaml"));
    List<String> commands =
        Pattern.compile("command: \\[([a-z]+, --.*)]")
            .matcher(compose)
            .results()
            .map(found -> found.group(1).replace(",", ""))
            .toList();
    assertThat(commands).as("submit, console").hasSize(2);
    return commands.stream()
        .map(each -> DynamicTest.dynamicTest(each, () -> assertUnderstood(each, false)));
  }

  /** A test that cannot fail would be none. */
  @Test
  void anOptionThatNobodyKnowsIsNoticed() {
    assertThatThrownBy(() -> assertUnderstood("run --config voco.yaml --no-such-option", true))
        .hasMessageContaining("--no-such-option");
    assertThat(words("ask --camera yard \"What moved?\" ..."))
        .containsExactly("ask", "--camera", "yard", "What moved?");
  }

  private static void collect(CommandLine command, List<DynamicTest> tests) {
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      if (line.startsWith("  voco ")) {
        String example = line.strip().substring("voco ".length()).split(" {2,}| [|<>]+ ")[0];
        tests.add(DynamicTest.dynamicTest(example, () -> assertUnderstood(example, false)));
      }
    }
    command.getSubcommands().values().forEach(child -> collect(child, tests));
  }

  private static void assertUnderstood(String command, boolean isMention) {
    try {
      VOCO.parseArgs(words(command).toArray(String[]::new));
    } catch (CommandLine.MissingParameterException e) {
      if (!isMention) {
        throw e;
      }
    }
  }

  /** As a shell splits them; an ellipsis stands for what the reader knows. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String text =
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3);
      if (!text.equals("...") && !text.equals("..") && !text.equals("\u2026")) {
        words.add(text);
      }
    }
    return words;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/.git/"))
          .sorted()
          .toList();
    }
  }
}
