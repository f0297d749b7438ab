package dev.vocostream.operators;

/**
 * The state a camera came into.
 *
 * @param since epoch milliseconds
 * @param reason why, in words an operator understands; empty while all is well. Never holds
 *     credentials.
 * @param clockOffset milliseconds by which the camera's own clock is behind ours, negative: ahead;
 *     null while it does not tell its time. Frame times do not depend on it.
 */
public record CameraReport(
    String camera, State state, String reason, long since, Long clockOffset) {

  /** Of a camera that does not tell its time. */
  public CameraReport(String camera, State state, String reason, long since) {
    this(camera, state, reason, since, null);
  }

  /** Whether it says of the state what another report does, whenever that began. */
  public boolean saysStateOf(CameraReport other) {
    return other != null && state == other.state && reason.equals(other.reason);
  }

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
    /** Known, and not heard of yet, or not since it was changed. */
    STARTING,
    /** The gate does not let its url through; looked at again, as names change their addresses. */
    BLOCKED
  }
}
