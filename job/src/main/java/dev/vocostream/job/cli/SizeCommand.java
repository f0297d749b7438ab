package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.MemoryOptions;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.Words;
import dev.vocostream.job.sizing.Load;
import dev.vocostream.job.sizing.Need;
import dev.vocostream.job.sizing.Plan;
import dev.vocostream.state.Thinning;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco size}. */
@Command(
    name = "size",
    description = {
      "Reckons devices, memory, disks and networks for a number of cameras, from figures that"
          + " are options too; each says where its default comes from. Measures nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco size --cameras 50 --fps 1 --tokens 2 --retain 24h",
      "  voco size --cameras 9 --retain 24h --thin \"after 1 h a frame every 10 s\"",
      "  voco size --cameras 50 --monitors 3 --compressed-per-second 35",
      "  voco size --cameras 8 --model models/llava-7b --dtype int8 --json",
      "",
      "Exit codes: 0 reckoned, 1 not possible (one line says why), 2 wrong use."
    })
final class SizeCommand implements Callable<Integer> {
  @Option(names = "--cameras", required = true, description = "How many cameras.")
  private int cameras;

  @Option(
      names = "--fps",
      defaultValue = "1",
      description = "Samples a second of each; default ${DEFAULT-VALUE}.")
  private double fps;

  @Option(
      names = "--tokens",
      defaultValue = "2",
      description = "VoCo tokens remembered of a frame; default ${DEFAULT-VALUE}.")
  private int tokens;

  @Option(
      names = "--retain",
      defaultValue = "PT10M",
      description = "How long each camera remembers; default ${DEFAULT-VALUE}.")
  private Duration retain;

  @Option(
      names = "--thin",
      paramLabel = "STEPS",
      description =
          "How memories get thinner, as memory.thin: after TIME N tokens, after TIME a frame every"
              + " TIME; commas between steps; default: they do not.")
  private String thin;

  @Option(
      names = "--changed",
      defaultValue = "1",
      description =
          "Share of samples that show something new; default ${DEFAULT-VALUE}, a scene that never"
              + " rests.")
  private double changed;

  @Option(
      names = "--questions-per-minute",
      defaultValue = "0",
      description = "Of all cameras together; default ${DEFAULT-VALUE}.")
  private double questions;

  @Option(
      names = "--monitors",
      defaultValue = "0",
      description = "Standing questions of each camera; default ${DEFAULT-VALUE}.")
  private int monitors;

  @Option(
      names = "--monitors-every",
      defaultValue = "PT5S",
      description = "How often each of them is asked; default ${DEFAULT-VALUE}.")
  private Duration every;

  @Mixin private SizeFigures figures;

  @Option(names = "--json", description = "Print {needs: [{name, amount, unit, sum}]} alone.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    List<Need> needs = needs();
    if (json) {
      screen.message(toJson(needs));
      return 0;
    }
    lines(needs).forEach(screen::say);
    return 0;
  }

  List<Need> needs() {
    return Plan.of(load(), figures.figures());
  }

  private Load load() {
    try {
      return new Load(
          cameras, fps, tokens, retain, thinning(), changed, questions, monitors, every);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--" + e.getMessage());
    }
  }

  private Thinning thinning() {
    try {
      return thin == null ? Thinning.NONE : MemoryOptions.thinning(thin);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--thin: " + e.getMessage());
    }
  }

  static List<String> lines(List<Need> needs) {
    TextTable table = new TextTable("what", "how much", "how it comes about");
    needs.forEach(need -> table.add(List.of(need.name(), amount(need), need.sum())));
    return table.lines();
  }

  private static String amount(Need need) {
    return switch (need.unit()) {
      case "B" -> Words.bytes((long) need.amount());
      case "B/s" -> Words.bytes((long) need.amount()) + "/s";
      case "devices" -> String.format(Locale.ROOT, "%.0f", need.amount());
      default -> String.format(Locale.ROOT, "%.1f %s", need.amount(), need.unit());
    };
  }

  private static String toJson(List<Need> needs) {
    ObjectNode root = new JsonMapper().createObjectNode();
    ArrayNode list = root.putArray("needs");
    for (Need need : needs) {
      list.addObject()
          .put("name", need.name())
          .put("amount", need.amount())
          .put("unit", need.unit())
          .put("sum", need.sum());
    }
    return root.toString();
  }
}
