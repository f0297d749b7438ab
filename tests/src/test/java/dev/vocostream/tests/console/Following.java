package dev.vocostream.tests.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who keeps up with a console's live events. */
final class Following implements AutoCloseable {
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

  /** The message of this kind and key, or null if it has not come. */
  JsonNode heard(String kind, String key) {
    for (JsonNode event : events) {
      if (event.path("kind").asText().equals(kind) && event.path("key").asText().equals(key)) {
        return event.path("message");
      }
    }
    return null;
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
