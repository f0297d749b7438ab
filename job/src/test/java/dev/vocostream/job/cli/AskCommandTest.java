package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AskCommandTest {
  @Test
  void aSavepointIsWaitedForLongerAsItsMemoryAndModelAreLoadedFirst() {
    assertThat(typed("What moved?").patience()).isEqualTo(Duration.ofSeconds(10));
    assertThat(typed("--savepoint", "s", "What moved?").patience())
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void whatWasAskedForCountsForAJobAndForASavepoint() {
    assertThat(typed("--patience", "PT3M", "What moved?").patience())
        .isEqualTo(Duration.ofMinutes(3));
    assertThat(typed("--patience", "PT3S", "--savepoint", "s", "What moved?").patience())
        .isEqualTo(Duration.ofSeconds(3));
  }

  private static AskCommand typed(String... words) {
    AskCommand command = new AskCommand();
    List<String> line = new ArrayList<>(List.of("--camera", "yard"));
    line.addAll(List.of(words));
    new CommandLine(command).parseArgs(line.toArray(String[]::new));
    return command;
  }
}
