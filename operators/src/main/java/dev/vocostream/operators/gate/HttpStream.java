package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * An answer that may have no end: a camera's stream, or a segment of one. Redirects pass the gate;
 * credentials are sent when the server asks for them, and as it asks. Opened and read by one
 * thread; any may close, which ends whatever the other waits for.
 */
public final class HttpStream implements AutoCloseable {
  private static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final SecureRandom RANDOM = new SecureRandom();

  // -- configuration
  private final Gate gate;
  private final Dialer dialer;

  // -- runtime
  private CheckedUrl url;
  private String contentType;
  private InputStream body;
  private volatile Socket raw;
  private volatile boolean closed;

  public HttpStream(Gate gate, CheckedUrl from, ProxySettings settings) {
    this.gate = gate;
    this.url = from;
    this.dialer = new Dialer(settings.tls(), settings.connectLimit());
  }

  /**
   * Asks, and reads up to the body. Has no deadline but that for connecting: whoever waits closes.
   *
   * @param range the bytes wanted; empty: all
   * @throws BlockedUrlException for a redirect that is not followed
   * @throws HttpStatusException if the answer is another than wanted
   */
  public void open(Optional<Playlist.ByteRange> range) throws BlockedUrlException, IOException {
    String authorization = null;
    int expected = range.isPresent() ? 206 : 200;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; ) {
      HttpHead head = ask(authorization, range);
      if (head.status() == expected) {
        contentType = head.header("content-type").orElse("");
        body = body(head);
        return;
      }
      closeSocket();
      Optional<String> login = authorization == null ? login(head) : Optional.empty();
      if (login.isPresent()) {
        authorization = login.get();
      } else if (REDIRECTS.contains(head.status()) && head.header("location").isPresent()) {
        url = gate.follow(url, head.header("location").get());
        authorization = null;
        redirects++;
      } else {
        throw new HttpStatusException(url.url(), head.status(), expected);
      }
    }
    throw new BlockedUrlException(
        Reason.REDIRECT_LIMIT,
        "%s: redirects more than %d times, configure its final url"
            .formatted(url.url(), MAX_REDIRECTS));
  }

  private HttpHead ask(String authorization, Optional<Playlist.ByteRange> range)
      throws IOException {
    raw = new Socket();
    if (closed) {
      throw new IOException(url.url() + ": closed");
    }
    Socket socket = dialer.connect(raw, url);
    String more =
        (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
            + range
                .map(part -> "Range: bytes=%d-%d\r\n".formatted(part.offset(), part.end() - 1))
                .orElse("");
    socket
        .getOutputStream()
        .write(
            ("GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: vocostream\r\nAccept: */*\r\n%s"
                    + "Connection: close\r\n\r\n")
                .formatted(url.url().requestTarget(), url.url().authority(), more)
                .getBytes(StandardCharsets.UTF_8));
    body = new BufferedInputStream(socket.getInputStream());
    return HttpHead.read(body, url.url());
  }

  private Optional<String> login(HttpHead head) {
    Optional<String> challenge = head.header("www-authenticate");
    Optional<Credentials> credentials = url.url().credentials();
    if (head.status() != 401 || challenge.isEmpty() || credentials.isEmpty()) {
      return Optional.empty();
    }
    byte[] nonce = new byte[8];
    RANDOM.nextBytes(nonce);
    return new HttpLogin(credentials.get(), url.url().requestTarget())
        .answerTo(challenge.get(), HexFormat.of().formatHex(nonce));
  }

  private InputStream body(HttpHead head) throws IOException {
    String coding = head.header("transfer-encoding").orElse(null);
    String length = head.header("content-length").orElse(null);
    boolean chunked = "chunked".equalsIgnoreCase(coding);
    if (!head.header("content-encoding").orElse("identity").equals("identity")
        || coding != null && !(chunked && length == null)) {
      throw new IOException(url.url() + ": its answer is coded in a way that was not asked for");
    }
    if (length == null) {
      return chunked ? new ChunkedInput(body, url.url()) : body;
    }
    if (!length.matches("[0-9]{1,18}")) {
      throw new IOException(url.url() + ": the length of its answer is not a number");
    }
    return new FixedLengthInput(body, url.url(), Long.parseLong(length));
  }

  /** Where the answer came from in the end. */
  public CheckedUrl url() {
    return url;
  }

  /** As the server says it; empty if it does not. */
  public String contentType() {
    return contentType;
  }

  /** From its beginning; after {@link #open}. */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    closed = true;
    closeSocket();
  }

  private void closeSocket() {
    Socket socket = raw;
    if (socket != null) {
      ProxyConnection.closeQuietly(socket);
    }
  }
}
