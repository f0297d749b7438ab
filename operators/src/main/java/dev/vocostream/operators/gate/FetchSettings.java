package dev.vocostream.operators.gate;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How documents are fetched.
 *
 * @param limit for one document, redirects included, from the first connection to the last byte
 * @param maxBytes of its body
 * @param tls whose trust store decides about certificates
 */
public record FetchSettings(Duration limit, int maxBytes, SSLContext tls) {
  public FetchSettings {
    if (limit.toMillis() < 1 || maxBytes < 1 || maxBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "limit and most bytes must be positive and finite, were %s and %d"
              .formatted(limit, maxBytes));
    }
  }
}
