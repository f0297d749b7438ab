package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.live.LiveConnections.Wanted;
import dev.vocostream.operators.decode.process.Accounts;
import dev.vocostream.operators.decode.process.DecoderProcess;
import dev.vocostream.operators.decode.process.DecoderRequest;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A connection to a camera, from the camera to frames. Used by one thread; any may close. */
public final class LiveConnection implements AutoCloseable {
  /** What the decoder says of these is more than what the other side knows. */
  private static final Set<Fault> DECODERS_OWN =
      Set.of(Fault.CRASHED, Fault.CANCELLED, Fault.DENIED, Fault.TOO_LARGE);

  private final String name;
  private final Feed feed;
  private final DecoderProcess decoder;

  /** Where decoders come from. */
  @FunctionalInterface
  interface Decoders {
    DecoderProcess start(DecoderRequest request) throws VideoException, InterruptedException;
  }

  private LiveConnection(String name, Feed feed, DecoderProcess decoder) {
    this.name = name;
    this.feed = feed;
    this.decoder = decoder;
  }

  /**
   * Takes over the feed, and closes it if this fails.
   *
   * @param lastFrame frame time of the camera's newest frame so far
   */
  static LiveConnection over(Feed feed, Wanted wanted, long lastFrame, Decoders decoders)
      throws VideoException, InterruptedException {
    try {
      LiveInput input = feed.input();
      DecoderRequest request =
          DecoderRequest.of(input, wanted.sampling(), wanted.frameSize(), lastFrame);
      return new LiveConnection(input.name(), feed, decoders.start(request));
    } catch (VideoException | InterruptedException | RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  /**
   * The next frame; the newest, if several came.
   *
   * @throws VideoException if there will be no more; cameras have no other end
   */
  public Frame next() throws VideoException, InterruptedException {
    try {
      Optional<Frame> frame = decoder.next();
      return frame.orElseThrow(
          () -> new VideoException(Fault.DISCONNECTED, "the decoder took the stream for a file"));
    } catch (VideoException e) {
      if (DECODERS_OWN.contains(e.fault()) || feed.failure().isEmpty()) {
        throw new VideoException(e.fault(), said(e.getMessage()));
      }
      throw feed.failure().get();
    }
  }

  /** Without the number of the process: the same reason again is no news of the camera. */
  private String said(String message) {
    String general = message.replaceFirst("^decoder \\d+: ", "its decoder: ");
    return general.startsWith(name) ? general : name + ": " + general;
  }

  /** What the camera sends; empty before it is known. */
  public Optional<Opened> opened() {
    return decoder.opened();
  }

  /** How far the camera's clock is behind ours, milliseconds; empty while it does not tell. */
  public OptionalLong clockOffset() {
    OptionalLong told = feed.clockOffset();
    return told.isPresent() ? told : decoder.clockOffset();
  }

  /** Where the pictures went so far. */
  public Accounts accounts() {
    return decoder.accounts();
  }

  /** Bytes that had to wait, as the camera sent more than it may. */
  public long heldBack() {
    return feed.heldBack();
  }

  /** Of the decoder's process. */
  public long pid() {
    return decoder.pid();
  }

  @Override
  public void close() {
    try {
      decoder.close();
    } finally {
      feed.close();
    }
  }
}
