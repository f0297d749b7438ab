package dev.vocostream.operators.gate;

/**
 * A URL is not followed. The message names scheme, host and port at most: the rest of a URL, and
 * text that could not be taken apart, may hold a password. For the same reason there is no cause.
 */
public final class BlockedUrlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; the names are for logs and audits and are not changed. */
  public enum Reason {
    /** Empty, without a scheme, or not what RFC 3986 calls a URL. */
    NOT_A_URL,
    TOO_LONG,
    /** Spaces, backslashes, letters beyond ASCII; control characters, also percent-encoded. */
    CHARACTERS,
    /** A URL inside a URL: concat:, subfile, crypto+https: and the like. */
    NESTED_PROTOCOL,
    SCHEME_UNKNOWN,
    /** A scheme that has to be enabled. */
    SCHEME_NOT_ENABLED,
    /** More than one user:password, an empty one, one where none may be, a stray '@'. */
    USER_INFO,
    FRAGMENT,
    /** Words after the URL that FFmpeg would take as options. */
    OPTIONS,
    HOST,
    /** An IPv4 address that is not four decimal numbers: programs read those differently. */
    ODD_ADDRESS,
    PORT,
    /** The name has no address now. */
    UNRESOLVED,
    ADDRESS,
    /** A name with allowed and forbidden addresses. */
    MIXED_ADDRESSES,
    REDIRECT_LIMIT,
    /** A redirect, or a URI in a playlist, from https to http. */
    DOWNGRADE,
    /** A redirect, or a URI in a playlist, to another port. */
    OTHER_PORT,
    /** A document of more bytes, lines or entries than are read. */
    TOO_LARGE,
    /** Not a playlist of RFC 8216. */
    PLAYLIST,
    /** A tag that is not known, or is known and not followed. */
    PLAYLIST_TAG;

    /** Whether trying again later may help, with the URL as it is. */
    public boolean mayPass() {
      return this == UNRESOLVED;
    }
  }

  private final Reason reason;

  public BlockedUrlException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
