package dev.vocostream.tests.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.console.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Somebody who keeps up with a console's live events. */
final class Following implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::read, "following");

  Following(Socket socket) {
    this.socket = socket;
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("data: ")) {
          events.add(JSON.readTree(line.substring("data: ".length())));
        }
      }
    } catch (IOException e) {
      // Closed, by either side; what has been heard counts.
    }
  }

  /** The first message of this kind and key, or null if it has not come. */
  JsonNode heard(String kind, String key) {
    return messages(kind, key).findFirst().orElse(null);
  }

  /** The last one; a JSON null for a tombstone. */
  JsonNode last(String kind, String key) {
    return messages(kind, key).reduce((before, after) -> after).orElse(null);
  }

  private Stream<JsonNode> messages(String kind, String key) {
    return events.stream()
        .filter(event -> event.path("kind").asText().equals(kind))
        .filter(event -> event.path("key").asText().equals(key))
        .map(event -> event.path("message"));
  }

  void await(String kind, String key) {
    Awaitility.await()
        .alias(kind + " of " + key)
        .atMost(PATIENCE)
        .until(() -> heard(kind, key) != null);
  }

  /** How many threads of this JVM serve events to somebody. */
  static long threadsServing() {
    return Thread.getAllStackTraces().values().stream()
        .filter(stack -> Stream.of(stack).anyMatch(Following::serves))
        .count();
  }

  private static boolean serves(StackTraceElement call) {
    return call.getClassName().startsWith(Console.class.getPackageName())
        && call.getMethodName().equals("serve");
  }

  /** Whether the stream has ended. */
  boolean ended() {
    return !thread.isAlive();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
