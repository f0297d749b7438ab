package dev.vocostream.operators.simulated;

/**
 * What is wrong with a simulated HTTP camera, beyond what is wrong with its connection.
 *
 * @param kind what happens to every request
 * @param location where a redirect or a playlist leads; else empty
 */
public record HttpFault(Kind kind, String location) {
  /** What a client is told. */
  public enum Kind {
    NONE,
    /** Takes requests and never answers. */
    SILENT,
    /** An answer of headers without end. */
    ENDLESS_HEADERS,
    /** 302 to {@link HttpFault#location}. */
    REDIRECT,
    /** 401 whatever the client says. */
    UNAUTHORIZED,
    NOT_FOUND,
    /** A page for people. */
    WRONG_TYPE,
    /** Random bytes that are said to be a video. */
    GARBAGE,
    /** A JPEG whose header tells 65,500 pixels in both directions. */
    HUGE_PICTURE,
    /** A playlist of segments without end. */
    ENDLESS_PLAYLIST,
    /** A playlist of one segment, {@link HttpFault#location}: a file, or another host. */
    PLAYLIST_ELSEWHERE
  }

  public static final HttpFault NONE = of(Kind.NONE);

  public static HttpFault of(Kind kind) {
    return new HttpFault(kind, "");
  }

  public static HttpFault to(Kind kind, String location) {
    return new HttpFault(kind, location);
  }
}
