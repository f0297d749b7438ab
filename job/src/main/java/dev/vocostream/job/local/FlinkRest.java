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

  private final URI page;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param page of the cluster, such as http://127.0.0.1:8081
   */
  public FlinkRest(URI page) {
    this(page, TIMEOUT);
  }

  FlinkRest(URI page, Duration timeout) {
    this.page = page;
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** What it says, whatever the status. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).timeout(timeout).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
