package dev.vocostream.operators;

/**
 * The state a camera came into.
 *
 * @param since epoch milliseconds
 * @param reason why, in words an operator understands; empty while all is well. Never holds
 *     credentials.
 */
public record CameraReport(String camera, State state, String reason, long since) {
  /** By name in messages and states: never rename one. */
  public enum State {
    /** Frames arrive. */
    ONLINE,
    /** Open, but no frame within the deadline. */
    STALLED,
    /** Cannot be reached or read; will be tried again. */
    OFFLINE,
    /** Not as configured: not a video, wrong credentials. A network camera is tried again. */
    REFUSED,
    /** A file that is played once came to its end. */
    ENDED,
    /** Told to rest: nothing is decoded, what is remembered stays. */
    PAUSED,
    /** Known, and not heard of yet. */
    STARTING,
    /** The gate does not let its url through; looked at again, as names change their addresses. */
    BLOCKED
  }
}
