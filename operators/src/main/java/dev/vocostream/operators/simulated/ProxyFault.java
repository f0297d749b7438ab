package dev.vocostream.operators.simulated;

/**
 * What is wrong with a connection, whatever is said in it.
 *
 * @param kind what happens
 * @param after so many bytes from the server, of a connection
 */
public record ProxyFault(Kind kind, long after) {
  /** What happens to a connection, and to what the server says in it. */
  public enum Kind {
    NONE,
    /** Nobody listens. */
    REFUSE,
    /** Accepts, and never says anything, also later; the server is not even asked. */
    SILENT,
    /** Nothing more comes; goes on where it was if the fault is taken away. */
    STALL,
    /** The connection is closed. */
    CLOSE,
    /** The connection is reset. */
    RESET,
    /** Random bytes come instead. */
    GARBAGE,
    /** In every thousand bytes, one is another. */
    DAMAGE,
    /** One byte comes a second. */
    TRICKLE
  }

  public static final ProxyFault NONE = of(Kind.NONE);

  /** From the first byte on. */
  public static ProxyFault of(Kind kind) {
    return new ProxyFault(kind, 0);
  }

  /** After {@code bytes} from the server. */
  public static ProxyFault at(long bytes, Kind kind) {
    return new ProxyFault(kind, bytes);
  }

  /** What happens after {@code passed} bytes. */
  Kind then(long passed) {
    return passed >= after ? kind : Kind.NONE;
  }
}
