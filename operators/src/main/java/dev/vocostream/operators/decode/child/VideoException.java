package dev.vocostream.operators.decode.child;

/** A video cannot be read. The message names the file, or scheme, host and port of a camera. */
public final class VideoException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and so whether it is worth trying again. */
  public enum Fault {
    /** There is no such file, or it may not be read: somebody may still put it there. */
    MISSING(true),
    /** No answer within the deadline. */
    STALLED(true),
    /** The process that decodes ended before the video did, or spoke nonsense. */
    CRASHED(true),
    /** The caller cancelled. */
    CANCELLED(true),
    /** A directory, a pipe, a device. */
    NOT_A_FILE(false),
    EMPTY(false),
    NOT_A_VIDEO(false),
    /** A media file, but with sound only. */
    NO_VIDEO(false),
    /** A picture of more pixels than are ever decoded. */
    TOO_LARGE(false),
    /** A network camera that cannot be connected to, or says that it does not serve this now. */
    UNREACHABLE(true),
    /** A network camera whose stream ended: there is no other end of one. */
    DISCONNECTED(true),
    /** A network camera that wants other credentials. */
    DENIED(false),
    /** The gate does not let the url through, now or at all. */
    BLOCKED(true);

    private final boolean mayPass;

    Fault(boolean mayPass) {
      this.mayPass = mayPass;
    }

    /** Whether trying again later may help, with the file as it is configured. */
    public boolean mayPass() {
      return mayPass;
    }
  }

  private final Fault fault;

  public VideoException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
