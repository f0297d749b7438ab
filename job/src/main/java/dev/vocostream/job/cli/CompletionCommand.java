package dev.vocostream.job.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voco completion}: what the tab key needs to know. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets a shell complete voco's commands and options.",
      "Ask for it again when the version changes."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  mkdir -p ~/.local/share/bash-completion/completions",
      "  voco completion bash > ~/.local/share/bash-completion/completions/voco",
      "  voco completion zsh > ~/.voco-completion      then in ~/.zshrc: source ~/.voco-completion",
      "",
      "Exit codes: 0 done, 2 wrong use."
    })
final class CompletionCommand implements Callable<Integer> {
  /** One script serves both: it makes zsh take bash's ways itself. */
  enum Shell {
    BASH,
    ZSH;

    /** As people write it, and so as it is completed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: bash, zsh.")
  private Shell shell;

  @Override
  public Integer call() {
    System.out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    return 0;
  }
}
