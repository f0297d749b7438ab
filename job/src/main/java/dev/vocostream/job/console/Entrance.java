package dev.vocostream.job.console;

import dev.vocostream.job.SetupException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where the console listens, what it is called there, and whose passwords let in.
 *
 * @param listen an address of this machine
 * @param port or 0 for any free one
 * @param url what people type, if it is not the loopback address and this port; else null
 * @param users the users file; null where links alone let in
 */
public record Entrance(InetAddress listen, int port, URI url, Path users) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Set<String> LOOPBACK_NAMES = Set.of(LOOPBACK, "localhost");

  /**
   * @throws SetupException if others could come in without a password or would send one in clear,
   *     or the page has no address
   */
  public Entrance {
    require(port >= 0 && port <= 65_535, "--port %d: expected 0 to 65535".formatted(port));
    require(
        users != null || listen.isLoopbackAddress(),
        "the console listens on %s, where others reach it: expected a users file, found none;"
                .formatted(listen.getHostAddress())
            + " name one with --users FILE, or listen on 127.0.0.1");
    require(
        url != null || listen.isAnyLocalAddress() || listen.getHostAddress().equals(LOOPBACK),
        "the console listens on %s alone: expected --url https://NAME, by which people reach it"
            .formatted(listen.getHostAddress()));
    require(
        url == null || (isSafe(url) && isBare(url)),
        "--url: expected https://NAME, since passwords must not travel in clear,"
            + " or http://127.0.0.1:PORT; and no path");
  }

  /** Loopback alone, and links. */
  public static Entrance ofLinks(int port) {
    return new Entrance(address(LOOPBACK), port, null, null);
  }

  /**
   * @throws SetupException if there is no such address
   */
  public static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new SetupException(
          "--listen %s: expected an address of this machine, such as 127.0.0.1 or 0.0.0.0"
              .formatted(text),
          e);
    }
  }

  private static boolean isSafe(URI url) {
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && LOOPBACK_NAMES.contains(url.getHost()));
  }

  private static boolean isBare(URI url) {
    return url.getHost() != null
        && List.of("", "/").contains(url.getRawPath())
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && url.getRawUserInfo() == null;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new SetupException(otherwise);
    }
  }

  /** The origin of the page under each name that the console is known by. */
  Map<String, String> origins(int listening) {
    Map<String, String> origins = new LinkedHashMap<>();
    for (String name : LOOPBACK_NAMES) {
      origins.put(name + ":" + listening, "http://" + name + ":" + listening);
    }
    if (url != null) {
      origins.put(authority(), url.getScheme() + "://" + authority());
    }
    return origins;
  }

  /** Where people find the page. */
  String home(int listening) {
    return url == null
        ? "http://%s:%d/".formatted(LOOPBACK, listening)
        : url.getScheme() + "://" + authority() + "/";
  }

  /** As browsers send it. */
  private String authority() {
    String port = ":" + ("https".equals(url.getScheme()) ? 443 : 80);
    String text = url.getRawAuthority().toLowerCase(Locale.ROOT);
    return text.endsWith(port) ? text.substring(0, text.length() - port.length()) : text;
  }
}
