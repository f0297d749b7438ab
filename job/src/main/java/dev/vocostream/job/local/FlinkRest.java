package dev.vocostream.job.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Flink's REST interface, as far as it is asked. */
public final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI page;

  /**
   * @param page of the cluster, such as http://127.0.0.1:8081
   */
  public FlinkRest(URI page) {
    this.page = page;
  }

  /** What it says, whatever the status. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).timeout(TIMEOUT).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
