package dev.vocostream.tests.console;

import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.kafka.CameraJson;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console of a real broker, and one who visits it; a new one for each test. */
abstract class RunningConsole {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path directory;
  static ConsoleSite site;

  Console console;
  Visitor visitor;

  @BeforeAll
  static void startBroker() {
    site = new ConsoleSite(directory);
  }

  @AfterAll
  static void stopBroker() {
    site.close();
  }

  @BeforeEach
  void startConsole() {
    console = Console.start(site.kafka(), new CameraJson(), Entrance.ofLinks(0));
    visitor = new Visitor(console.port());
  }

  @AfterEach
  void closeConsole() throws Exception {
    console.close();
  }
}
