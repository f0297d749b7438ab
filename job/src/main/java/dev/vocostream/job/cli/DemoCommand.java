package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.local.Ports;
import dev.vocostream.job.local.ScratchDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco demo}: everything on this machine. */
@Command(
    name = "demo",
    description = {
      "Runs everything on this machine and asks it ten questions whose answers are known.",
      "Starts a Kafka broker, a local Flink with its web page and two cameras that loop a short",
      "scene; then adds three network cameras, two of which fail, and takes your questions from"
          + " the",
      "terminal until Ctrl-C."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int UI_PORT = 8081;
  private static final int BROKER_PORT = 9092;

  @Option(names = "--once", description = "End after the ten questions.")
  private boolean once;

  @Option(
      names = "--json",
      description = {
        "Print the voco.answers messages on standard output, one a line, and nothing else;",
        "with --once a last line {\"asked\":10,\"right\":n}."
      })
  private boolean json;

  @Option(names = "--ui-port", description = "Port of Flink's web page; default: 8081 or the next.")
  private Integer uiPort;

  @Option(names = "--broker-port", description = "Port of the broker; default: 9092 or the next.")
  private Integer brokerPort;

  @Override
  public Integer call() throws Exception {
    MemoryCheck.require();
    Screen screen = Screen.of(json);
    screen.say("VoCo Stream demo");
    int broker = port(brokerPort, BROKER_PORT, "Kafka", "--broker-port");
    int ui = port(uiPort, UI_PORT, "Flink's web page", "--ui-port");
    Demo demo = new Demo(screen, ScratchDirectory.create("voco-demo-"), broker, ui);
    Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
    demo.start();
    demo.askTen();
    if (!once) {
      demo.showTroubles();
      converse(screen, demo, broker);
    } else if (json) {
      screen.message("{\"asked\":%d,\"right\":%d}".formatted(demo.asked(), demo.right()));
    }
    return 0;
  }

  private static int port(Integer wanted, int otherwise, String of, String option) {
    if (wanted == null) {
      return Ports.freeFrom(otherwise);
    }
    Ports.requireFree(wanted, of, option);
    return wanted;
  }

  private static void converse(Screen screen, Demo demo, int broker) throws Exception {
    screen.say("Ask on: a line is a question to yard and door, 'gate: ...' to one of the cameras.");
    screen.say(
        "From another terminal: ./voco ask --bootstrap 127.0.0.1:%d --camera yard \"...\""
            .formatted(broker));
    screen.say("Ctrl-C ends the demo.");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = next(screen, lines); line != null; line = next(screen, lines)) {
      if (!line.isBlank()) {
        askOne(screen, demo, line.strip());
      }
    }
    Thread.currentThread().join(); // no terminal: the demo runs until it is stopped
  }

  private static String next(Screen screen, BufferedReader lines) throws IOException {
    if (System.console() != null) {
      screen.prompt("> ");
    }
    return lines.readLine();
  }

  private static void askOne(Screen screen, Demo demo, String line) throws Exception {
    int colon = line.indexOf(':');
    String head = colon < 0 ? "" : line.substring(0, colon).strip();
    boolean named = Demo.CAMERAS.contains(head) || head.equals(DemoTroubles.GATE);
    String text = named ? line.substring(colon + 1).strip() : line;
    try {
      demo.ask(Ask.about(named ? List.of(head) : Demo.CAMERAS, text));
      screen.say("");
    } catch (SetupException e) {
      screen.say("voco: " + e.getMessage());
    }
  }
}
