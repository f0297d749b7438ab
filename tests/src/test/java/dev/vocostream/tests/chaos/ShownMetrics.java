package dev.vocostream.tests.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a local job shows Prometheus on this port. */
record ShownMetrics(int port) {
  static ShownMetrics onAFreePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new ShownMetrics(socket.getLocalPort());
    }
  }

  /** The sum of all that have this end of a name and this label, such as {@code reason="lost"}. */
  double sum(String name, String label) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    try {
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.contains(name + "{") && line.contains(label))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no metrics", e);
    }
  }
}
