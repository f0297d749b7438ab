package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.HttpFault.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A simulated camera that is looked at by HTTP/1.1, one request a connection. */
public final class HttpCamera implements AutoCloseable {
  private static final String NONCE = "simulated";

  // -- configuration
  private final HttpSettings settings;

  // -- runtime
  private final Connections connections;
  private volatile HttpFault fault = HttpFault.NONE;

  private HttpCamera(HttpSettings settings) throws IOException {
    this.settings = settings;
    this.connections =
        Connections.listen(
            "simulated http",
            new InetSocketAddress(settings.address(), settings.port()),
            this::answer);
  }

  /** Listens from now on. */
  public static HttpCamera start(HttpSettings settings) throws IOException {
    return new HttpCamera(settings);
  }

  public int port() {
    return connections.port();
  }

  /** Of a page, without the login. */
  public String url(String path) {
    String host = settings.address().getHostAddress();
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + written + ":" + port() + path;
  }

  /** Connections that were ever accepted. */
  public long accepted() {
    return connections.accepted();
  }

  /** For requests from now on; {@link HttpFault#NONE} ends it. */
  public void fault(HttpFault wanted) {
    fault = wanted;
  }

  /** Cuts the connections there are; new ones are accepted. */
  public void cut() {
    connections.cut();
  }

  private void answer(Socket client) throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    Request request = Request.read(in);
    OutputStream out = client.getOutputStream();
    HttpFault now = fault;
    String authorization = request.headers().get("authorization");
    if (now.kind() == Kind.UNAUTHORIZED
        || !settings.login().admits(request.method(), authorization, NONCE)) {
      String challenge = settings.login().challenge(NONCE);
      String head = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + challenge;
      out.write(Request.bytes(head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    } else if (now.kind() != Kind.NONE) {
      HttpFaults.answer(now, in, out);
    } else {
      show(request, out);
    }
  }

  private void show(Request request, OutputStream out) throws IOException, InterruptedException {
    String path = request.url();
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    HttpPage page = settings.pages().get(path);
    if (page != null) {
      page.serve(request, "", out);
    } else if (settings.pages().containsKey(folder)) {
      settings.pages().get(folder).serve(request, path.substring(folder.length()), out);
    } else {
      HttpPage.whole(out, "404 Not Found", "text/plain", new byte[0]);
    }
  }

  /** Cuts all connections and stops listening; no thread is left. */
  @Override
  public void close() {
    connections.close();
  }
}
