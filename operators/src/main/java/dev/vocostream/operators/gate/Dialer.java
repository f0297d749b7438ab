package dev.vocostream.operators.gate;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to the address that was checked, with TLS if the scheme says so. The certificate must be
 * trusted and must name the URL's host; FFmpeg would ask for neither by default.
 *
 * @param tls whose trust store counts
 * @param limit for connecting, and again for the TLS handshake
 */
record Dialer(SSLContext tls, Duration limit) {
  Dialer {
    if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the limit for connecting must be 1 ms to 24 days, was " + limit);
    }
  }

  /**
   * Connects a socket that the caller made, so that the caller can close it meanwhile.
   *
   * @return what to read and write: {@code raw}, or TLS over it
   */
  Socket connect(Socket raw, CheckedUrl to) throws IOException {
    int millis = (int) limit.toMillis();
    raw.setTcpNoDelay(true);
    try {
      raw.connect(to.address(), millis);
    } catch (IOException e) {
      String why =
          e instanceof SocketTimeoutException
              ? "no answer within %d ms".formatted(millis)
              : e.getMessage();
      throw new IOException(
          "%s: no connection (%s); check that the camera is on and reachable".formatted(to, why),
          e);
    }
    if (!to.url().scheme().isTls()) {
      return raw;
    }
    raw.setSoTimeout(millis);
    Socket secure = handshake(raw, to);
    raw.setSoTimeout(0);
    return secure;
  }

  private Socket handshake(Socket raw, CheckedUrl to) throws IOException {
    try {
      SSLSocket secure =
          (SSLSocket)
              tls.getSocketFactory().createSocket(raw, to.url().host(), to.url().port(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (SSLException e) {
      throw new IOException(
          "%s: no TLS with it (%s); its certificate must name %s and be in or signed by one of"
                  .formatted(to, e.getMessage(), to.url().host())
              + " the trust store",
          e);
    }
  }
}
