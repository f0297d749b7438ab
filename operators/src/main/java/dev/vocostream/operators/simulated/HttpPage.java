package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.io.OutputStream;

/** What a simulated HTTP camera shows at a path. */
public interface HttpPage {
  /**
   * Answers a request, for as long as there is something to send.
   *
   * @param name what follows the path that the page has, if that ends in a slash; else empty
   */
  void serve(Request request, String name, OutputStream out)
      throws IOException, InterruptedException;

  /** A head with no length: the body ends with the connection. */
  static void begin(OutputStream out, String type) throws IOException {
    out.write(
        Request.bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n"));
  }

  /** A whole answer. */
  static void whole(OutputStream out, String status, String type, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
    out.write(Request.bytes(head.formatted(status, type, body.length)));
    out.write(body);
  }
}
