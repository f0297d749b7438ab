package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A video that is decoded by another process. Whatever the video does to that process, here it is a
 * {@link VideoException}: with the fault the decoder found, {@link Fault#STALLED} if a deadline
 * passed, {@link Fault#CRASHED} if the process ended or what it wrote cannot be believed.
 *
 * <pre>{@code
 * try (var video = DecoderProcess.start(request, Deadlines.of(1), false)) {
 *   for (var frame = video.next(); frame.isPresent(); frame = video.next()) use(frame.get());
 * }
 * }</pre>
 *
 * <p>Frames are taken by one thread; any may close. The process is one of its own, or one that it
 * shares, see {@link DecoderPool}.
 */
public final class DecoderProcess implements AutoCloseable {
  // -- configuration
  private final DecoderHost host;
  private final int stream;
  private final Duration stop;

  // -- runtime
  private final Inbox inbox;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DecoderProcess(DecoderHost host, int stream, Inbox inbox, Duration stop) {
    this.host = host;
    this.stream = stream;
    this.inbox = inbox;
    this.stop = stop;
  }

  /**
   * Starts a decoder in a process of its own, when it is its turn. Returns as soon as the process
   * exists.
   *
   * @param newestWins whether a frame that was not taken is replaced by a newer one, as a live
   *     camera needs it; otherwise the decoder waits, and every frame arrives
   * @throws VideoException if no process can be started, with {@link Fault#CRASHED}
   */
  public static DecoderProcess start(
      DecoderRequest request, Deadlines deadlines, boolean newestWins)
      throws VideoException, InterruptedException {
    DecoderHost host = DecoderHost.start(request.frameSize(), 1, Starts.SHARED.take());
    return in(host, request, deadlines, newestWins).orElseThrow();
  }

  /** Within a process that is there; empty if that has no room. */
  static Optional<DecoderProcess> in(
      DecoderHost host, DecoderRequest request, Deadlines deadlines, boolean newestWins)
      throws VideoException {
    Inbox inbox = new Inbox(newestWins, deadlines);
    try {
      OptionalInt stream = host.take(request, inbox);
      return stream.isEmpty()
          ? Optional.empty()
          : Optional.of(new DecoderProcess(host, stream.getAsInt(), inbox, deadlines.stop()));
    } catch (PipeException | InterruptedException e) {
      throw new IllegalStateException("a new inbox has room", e);
    }
  }

  /**
   * The next frame; empty at the end of the video. Waits until one of the {@link Deadlines}. After
   * an exception comes the same one again.
   */
  public Optional<Frame> next() throws VideoException, InterruptedException {
    try {
      return Optional.ofNullable(inbox.take(host.name()));
    } catch (VideoException e) {
      if (e.fault() == Fault.STALLED && (!host.isShared() || inbox.isSilent())) {
        host.kill("was killed, as it gave no sign of life");
      }
      throw e;
    }
  }

  /** How the video ended; empty unless it was played to its end. */
  public Optional<Ended> ended() {
    return Optional.ofNullable(inbox.ended());
  }

  /** What the input is; empty before it is open. */
  public Optional<Opened> opened() {
    return Optional.ofNullable(inbox.opened());
  }

  /** How far a camera's clock is behind ours, milliseconds; empty while it does not tell. */
  public OptionalLong clockOffset() {
    long millis = inbox.clockOffset();
    return millis == ClockOffset.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(millis);
  }

  /** Where the pictures went so far. */
  public Accounts accounts() {
    return inbox.accounts();
  }

  /** The last lines of the child's standard error, oldest first; few, and without credentials. */
  public List<String> lastWords() {
    return host.lastWords();
  }

  /** Of the child; its own, even if it was started by way of other programs. */
  public long pid() {
    return host.pid();
  }

  /**
   * Ends the decoding. If nobody else is decoded by the process, that ends too: asked first, killed
   * after {@link Deadlines#stop()}; this returns within four times that at most, also if the child
   * is stopped or busy in native code. Otherwise it does not wait.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      inbox.close();
      host.leave(stream, stop);
    }
  }
}
