package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpExchange;
import dev.vocostream.job.console.Access.Session;
import java.io.IOException;

/**
 * One thing that the server does.
 *
 * @param path whole, or, where it ends with a slash and more than that, the beginning of one
 * @param least who may have it done; null for everybody, without a session
 */
record Route(String method, String path, Role least, Handler handler) {

  /**
   * Replies; the visitor's role is enough, and a change came from the page. An open one has no
   * session.
   */
  interface Handler {
    void handle(HttpExchange exchange, Session session) throws IOException, InterruptedException;
  }

  static Route get(String path, Handler handler) {
    return new Route("GET", path, Role.VIEW, handler);
  }

  static Route open(String method, String path, Handler handler) {
    return new Route(method, path, null, handler);
  }

  boolean isOpen() {
    return least == null;
  }

  boolean isFor(String askedMethod, String askedPath) {
    return method.equals(askedMethod)
        && (isBeginning()
            ? askedPath.startsWith(path) && askedPath.length() > path.length()
            : askedPath.equals(path));
  }

  private boolean isBeginning() {
    return path.length() > 1 && path.endsWith("/");
  }

  boolean isChange() {
    return !method.equals("GET");
  }
}
