package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.CameraUrl.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text to {@link CameraUrl}. Stricter than RFC 3986 wherever two programs might read a URL
 * differently, because FFmpeg, servers and this class must mean the same host. Messages repeat no
 * text that is not known to be a scheme.
 */
final class UrlParser {
  static final int MAX_CHARS = 2048;

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");

  /** FFmpeg writes options of these two between name and colon: {@code subfile,,start,0,,:}. */
  private static final Pattern WITH_OPTIONS = Pattern.compile("[A-Za-z][A-Za-z0-9]*,");

  /** FFmpeg's protocols that open another URL. */
  private static final Set<String> NESTING =
      Set.of("async", "cache", "concat", "concatf", "crypto", "hls", "httpproxy", "subfile", "tee");

  /** Also percent-encoded: somebody decodes them in the end. */
  private static final Pattern ENCODED_CONTROL = Pattern.compile("%([01]|7[Ff])");

  /** What FFmpeg's RTSP takes out of a query, FFmpeg 8.1 libavformat/rtsp.c. */
  private static final Set<String> RTSP_OPTIONS =
      Set.of("udp", "multicast", "tcp", "http", "https", "filter_src", "listen");

  private static final Set<String> DEVICES = Set.of("device", "v4l2", "video4linux2");

  private final GateSettings settings;

  UrlParser(GateSettings settings) {
    this.settings = settings;
  }

  CameraUrl parse(String text) throws BlockedUrlException {
    checkCharacters(text);
    Matcher parts = SCHEME.matcher(text);
    if (WITH_OPTIONS.matcher(text).lookingAt()) {
      throw blocked(Reason.NESTED_PROTOCOL, "is a URL inside a URL, expected only the inner one");
    }
    if (!parts.matches()) {
      throw blocked(Reason.NOT_A_URL, "has no scheme, expected like rtsp://host/path");
    }
    Scheme scheme = scheme(parts.group(1).toLowerCase(Locale.ROOT));
    checkShape(parts.group(2));
    URI uri = uri(text);
    return network(scheme, uri);
  }

  /** A reference resolved as RFC 3986 says; the result is not checked yet. */
  String resolve(URI base, String reference) throws BlockedUrlException {
    checkCharacters(reference);
    if (reference.startsWith("?")) { // java.net.URI would drop the last segment of the path
      return base.resolve(base.getRawPath()) + reference;
    }
    return SCHEME.matcher(reference).matches()
        ? reference
        : base.resolve(uri(reference)).toString();
  }

  private static void checkCharacters(String text) throws BlockedUrlException {
    if (text == null || text.isEmpty()) {
      throw blocked(Reason.NOT_A_URL, "is empty, expected like rtsp://host/path");
    }
    if (text.length() > MAX_CHARS) {
      throw blocked(
          Reason.TOO_LONG,
          "has %d characters, at most %d are read".formatted(text.length(), MAX_CHARS));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '\\') {
        throw blocked(
            Reason.CHARACTERS,
            "has character U+%04X at %d, expected printable ASCII without spaces and backslashes;"
                    .formatted((int) c, i)
                + " percent-encode it, write a host in its xn-- form");
      }
    }
    if (ENCODED_CONTROL.matcher(text).find()) {
      throw blocked(Reason.CHARACTERS, "has a percent-encoded control character, none expected");
    }
  }

  private Scheme scheme(String name) throws BlockedUrlException {
    if (name.contains("+") || NESTING.contains(name)) {
      throw blocked(Reason.NESTED_PROTOCOL, "is a URL inside a URL, expected only the inner one");
    }
    if (DEVICES.contains(name)) {
      throw blocked(
          Reason.SCHEME_UNKNOWN,
          "is a device of a machine, which is not opened; have FFmpeg offer it by srt or rtsp");
    }
    Scheme scheme =
        Scheme.of(name)
            .orElseThrow(
                () ->
                    blocked(
                        Reason.SCHEME_UNKNOWN,
                        "has a scheme that is never followed, expected rtsp, rtsps or https"));
    if (!settings.allows(scheme)) {
      throw blocked(
          Reason.SCHEME_NOT_ENABLED,
          "has scheme %s, which is not enabled; enable it or use rtsp, rtsps or https"
              .formatted(scheme.text()));
    }
    return scheme;
  }

  /** What follows the scheme's colon. */
  private static void checkShape(String rest) throws BlockedUrlException {
    if (!rest.startsWith("//")) {
      boolean nested = SCHEME.matcher(rest).matches();
      throw blocked(
          nested ? Reason.NESTED_PROTOCOL : Reason.NOT_A_URL,
          "does not go on with // after its scheme, expected like rtsp://host/path");
    }
    if (rest.indexOf('#') >= 0) {
      throw blocked(Reason.FRAGMENT, "has a '#', which is never sent; write %23 if it is meant");
    }
    int end = authorityEnd(rest);
    int at = rest.indexOf('@');
    if (at != rest.lastIndexOf('@') || at > end) {
      throw blocked(
          Reason.USER_INFO,
          "has an '@' beside the one of user:password@host, or a password with '/', '?' or '#';"
              + " write them as %40, %2F, %3F and %23");
    }
  }

  private static int authorityEnd(String rest) {
    for (int i = 2; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  private static URI uri(String text) throws BlockedUrlException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw blocked(
          Reason.NOT_A_URL,
          "is no URL from character %d on, expected as in RFC 3986".formatted(e.getIndex()));
    }
  }

  private static CameraUrl network(Scheme scheme, URI uri) throws BlockedUrlException {
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw blocked(Reason.HOST, "has no host, expected like %s://host/path", scheme);
    }
    int at = authority.indexOf('@');
    Credentials credentials = at < 0 ? null : AuthorityParser.userInfo(authority.substring(0, at));
    HostPort where = AuthorityParser.hostPort(authority.substring(at + 1), scheme);
    String path = uri.getRawPath();
    if (scheme.isHttp() && path.isEmpty()) {
      path = "/";
    }
    checkOptions(scheme, uri.getRawQuery());
    return new CameraUrl(scheme, where, path, uri.getRawQuery(), credentials);
  }

  private static void checkOptions(Scheme scheme, String query) throws BlockedUrlException {
    if (query == null || scheme.isHttp()) {
      return;
    }
    boolean rtsp = scheme == Scheme.RTSP || scheme == Scheme.RTSPS;
    for (String word : query.split("[&?]", -1)) {
      String name = word.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
      if (!rtsp || RTSP_OPTIONS.contains(name)) {
        throw blocked(
            Reason.OPTIONS,
            "has a query that FFmpeg takes as options; leave it out, transport and timeouts are"
                + " not the URL's to set");
      }
    }
  }

  private static BlockedUrlException blocked(Reason reason, String what, Scheme scheme) {
    return blocked(reason, what.formatted(scheme.text()));
  }

  static BlockedUrlException blocked(Reason reason, String what) {
    return new BlockedUrlException(reason, "the url " + what);
  }
}
