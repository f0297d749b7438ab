package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Small documents, playlists that is, by HTTP/1.1 from the address that was checked. Java's own
 * clients resolve names themselves and cannot be told an address, so this is a socket and one
 * request on it. Every redirect passes the gate.
 */
public final class HttpDocuments {
  static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Gate gate;
  private final FetchSettings settings;

  public HttpDocuments(Gate gate, FetchSettings settings) {
    this.gate = gate;
    this.settings = settings;
  }

  /**
   * @param url where the document was in the end: what its references are relative to
   */
  public record Document(CheckedUrl url, byte[] bytes) {}

  /**
   * Fetches with GET; blocks for the limit at most.
   *
   * @param from an http or https URL
   * @throws BlockedUrlException for a redirect that is not followed, or a document too large
   * @throws IOException no connection, no answer in time, an answer that is not 200
   */
  public Document fetch(CheckedUrl from) throws BlockedUrlException, IOException {
    if (!from.url().scheme().isHttp()) {
      throw new IllegalArgumentException(from.url() + " is not fetched by HTTP");
    }
    long deadline = System.nanoTime() + settings.limit().toNanos();
    CheckedUrl url = from;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse response = get(url, deadline);
      if (response.status() == 200) {
        return new Document(url, response.body());
      }
      if (!REDIRECTS.contains(response.status())) {
        throw new IOException(
            "%s answered with status %d, 200 expected".formatted(url.url(), response.status()));
      }
      String location = response.location();
      if (location == null) {
        throw new IOException(url.url() + " redirects without saying where to");
      }
      url = gate.follow(url, location);
    }
    throw new BlockedUrlException(
        Reason.REDIRECT_LIMIT,
        "%s redirects more than %d times, configure its final url"
            .formatted(from.url(), MAX_REDIRECTS));
  }

  private HttpResponse get(CheckedUrl url, long deadline) throws BlockedUrlException, IOException {
    try (DeadlineSocket raw = new DeadlineSocket(url, deadline)) {
      Socket socket = new Dialer(settings.tls(), raw.left()).connect(raw, url);
      socket.getOutputStream().write(request(url.url()));
      socket.getOutputStream().flush();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      return HttpResponse.read(in, url.url(), settings.maxBytes());
    }
  }

  private static byte[] request(CameraUrl url) {
    String authorization =
        url.credentials().map(secret -> "Authorization: " + secret.basic() + "\r\n").orElse("");
    return ("GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: vocostream\r\nAccept: */*\r\n"
                .formatted(url.requestTarget(), url.authority())
            + authorization
            + "Connection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
