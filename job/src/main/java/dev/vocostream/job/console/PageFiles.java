package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/** What the pages are made of; nothing of it is secret. */
final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final Map<String, String> NAMES =
      Map.of("/", "/index.html", "/login", "/login.html");
  private static final Map<String, String> TYPES =
      Map.of("html", HTML, "js", SCRIPT, "css", STYLE, "svg", "image/svg+xml");

  /** Those of the page behind the way in. */
  static final Set<String> OF_THE_CONSOLE =
      Set.of(
          "/",
          "/console.css",
          "/console.js",
          "/cards.js",
          "/items.js",
          "/forms.js",
          "/timeline.js",
          "/words.js",
          "/icon.svg");

  /** Those of the form in front of it. */
  static final Set<String> OF_THE_LOGIN =
      Set.of("/login", "/login.js", "/console.css", "/icon.svg");

  private PageFiles() {}

  /** Whether people come to that path, from wherever a link is. */
  static boolean isPage(String path) {
    return NAMES.containsKey(path);
  }

  /**
   * @param path one of these, never what somebody sent
   */
  static void send(HttpExchange exchange, String path) throws IOException {
    String name = NAMES.getOrDefault(path, path);
    try (InputStream in = PageFiles.class.getResourceAsStream("/console" + name)) {
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      Reply.send(exchange, 200, type, in.readAllBytes());
    }
  }
}
