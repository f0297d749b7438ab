package dev.vocostream.operators.simulated;

/**
 * What is wrong with a simulated RTSP camera, beyond what is wrong with its connection.
 *
 * @param kind what happens
 * @param after so many pictures of a connection; only for what happens while playing
 * @param location where a redirect leads; else empty
 */
public record RtspFault(Kind kind, long after, String location) {
  /** In the order in which a client meets them. */
  public enum Kind {
    NONE,
    /** Takes requests and never answers. */
    SILENT,
    /** The first answer has headers without end. */
    ENDLESS_HEADERS,
    /** 302 to {@link RtspFault#location}. */
    REDIRECT,
    /** 401 whatever the client says. */
    UNAUTHORIZED,
    NOT_FOUND,
    /** A description that is none. */
    BROKEN_SDP,
    /** Describes another codec than it sends. */
    WRONG_CODEC,
    /** Describes itself and says no more. */
    SILENT_AFTER_DESCRIBE,
    /** Says that it plays and does not. */
    SILENT_AFTER_PLAY,
    /** Sends no more; goes on in the middle if the fault is taken away. */
    STALL,
    /** Closes the connection. */
    CLOSE,
    /** Resets the connection. */
    RESET,
    /** Packets of random bytes. */
    GARBAGE,
    /** Timestamps are an hour later from here on. */
    TIME_JUMP,
    /** Timestamps are an hour earlier from here on. */
    TIME_BACK,
    /** Every picture has the same timestamp. */
    TIME_STILL,
    /** Each picture comes a hundred times. */
    FLOOD,
    /** Packets overtake each other, see {@link Disorder}. */
    DISORDER
  }

  public static final RtspFault NONE = of(Kind.NONE);

  /** At the beginning. */
  public static RtspFault of(Kind kind) {
    return new RtspFault(kind, 0, "");
  }

  /** After {@code pictures} of a connection. */
  public static RtspFault at(long pictures, Kind kind) {
    return new RtspFault(kind, pictures, "");
  }

  /** To {@code location}, whole and with its scheme. */
  public static RtspFault redirect(String location) {
    return new RtspFault(Kind.REDIRECT, 0, location);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** What happens to the picture that is sent after {@code sent} others. */
  Kind whilePlaying(long sent) {
    return sent >= after ? kind : Kind.NONE;
  }
}
