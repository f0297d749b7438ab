package dev.vocostream.job.cli;

import dev.vocostream.job.GeneratedFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** deploy/docs/sizing.md, by the options of {@code voco size} and what it reckons. */
class SizingReferenceTest {
  private static final String HEAD =
      """
      # Sizing

      `voco size` reckons what a number of cameras needs, before there is anything. It multiplies; it measures nothing and knows nothing
      of your cameras, disks or devices. Measure what matters (`voco bench model`, `voco bench decode`) and say it with the options below.

      ```
      ./voco size --cameras 50 --fps 1 --tokens 2 --retain 1h --changed 0.3 --questions-per-minute 60 --monitors 3
      %s
      ```

      What it leaves out: the Java heaps (1 GiB a task manager to begin with), RocksDB's managed memory (512 MiB a slot to begin with), Kafka's
      own disks (answers are a few kB), and the time a restart takes to read the state back.

      Three rules of thumb: a scene that rests costs a tenth (`sample.skip-unchanged`); `model.dtype: int8` halves state and traffic;
      remembering fewer tokens a frame (`tokens-per-frame`) divides them. Where cameras remember for hours, `memory.thin` keeps less of what
      is old: `--thin` reckons with it. What is cut is written again, so cutting costs traffic and saves disk; dropping frames costs nothing.

      A window that is asked about again is read from the device if it is still there: half of `model.hot-bytes` is for windows, and one takes its
      frames x tokens x bytes of a token, in the type that is computed with: 256 MiB of 256 frames of a 7B model with two tokens. Count a window for each camera
      that is asked often or watched by monitors.

      On their way to the model windows are on the task managers' heap: of each slot at most twice `answer.max-in-flight-bytes` for questions, and as much for monitors. A window that
      would hold more than that option alone is read in fewer tokens and frames: 256 MiB are 256 frames of a 7B model with two tokens.

      `voco run` and `voco doctor` make the sum for the cameras of a real file, and refuse one that the disk cannot hold. Beside
      a running job, `voco.status` has the bytes that each camera really takes.

      ## Where the figures come from

      | option | default | what, and where from |
      |---|---|---|
      %s\
      """;

  @Test
  void thePageSaysWhatTheCommandSays() throws IOException {
    CommandLine voco = Voco.commandLine();
    voco.parseArgs(
        "size",
        "--cameras=50",
        "--fps=1",
        "--tokens=2",
        "--retain=1h",
        "--changed=0.3",
        "--questions-per-minute=60",
        "--monitors=3");
    CommandLine size = voco.getSubcommands().get("size");
    SizeCommand command = size.getCommand();
    StringBuilder table = new StringBuilder();
    for (OptionSpec option : size.getCommandSpec().options()) {
      if (option.userObject() instanceof Field field
          && field.getDeclaringClass() == SizeFigures.class) {
        table.append(row(option));
      }
    }
    List<String> lines = SizeCommand.lines(command.needs());
    GeneratedFile.requireUpToDate(
        "deploy/docs/sizing.md", HEAD.formatted(String.join("\n", lines), table));
  }

  private static String row(OptionSpec option) {
    String said = String.join(" ", option.description());
    return "| `%s` | %s | %s |\n"
        .formatted(
            option.longestName(),
            option.defaultValue() == null ? "" : "`" + option.defaultValue() + "`",
            said.replace("; default " + option.defaultValue(), ""));
  }
}
