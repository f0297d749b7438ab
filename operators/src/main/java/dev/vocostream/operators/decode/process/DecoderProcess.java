package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Hello;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A video that is decoded by a process of its own. Whatever the video does to that process, here it
 * is a {@link VideoException}: with the fault the decoder found, {@link Fault#STALLED} if a
 * deadline passed, {@link Fault#CRASHED} if the process ended or what it wrote cannot be believed.
 *
 * <pre>{@code
 * try (var video = DecoderProcess.start(request, Deadlines.of(1), false)) {
 *   for (var frame = video.next(); frame.isPresent(); frame = video.next()) use(frame.get());
 * }
 * }</pre>
 *
 * <p>Frames are taken by one thread; any may close. Two threads of ours serve a child: one reads
 * its messages, one its standard error.
 */
public final class DecoderProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderProcess.class);

  /** For what a child has left in its pipes when it is gone. */
  private static final Duration DRAIN = Duration.ofMillis(300);

  // -- configuration
  private final Deadlines deadlines;
  private final Process process;
  private final String name;

  // -- runtime
  private final LastWords lastWords = new LastWords();
  private final Inbox inbox;
  private final Thread messages;
  private final Thread errors;
  private volatile boolean closing;

  private DecoderProcess(
      Process process, DecoderRequest request, Deadlines deadlines, boolean newestWins) {
    this.process = process;
    this.deadlines = deadlines;
    this.name = "decoder " + process.pid();
    this.inbox = new Inbox(newestWins, deadlines);
    MessageReader reader = new MessageReader(process.getInputStream(), request.frameSize());
    this.messages = daemon(name, () -> readMessages(reader));
    this.errors = daemon(name + " stderr", this::readErrors);
  }

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts a decoder. Returns as soon as the process exists.
   *
   * @param newestWins whether a frame that was not taken is replaced by a newer one, as a live
   *     camera needs it; otherwise the decoder waits, and every frame arrives
   * @throws VideoException if no process can be started, with {@link Fault#CRASHED}
   */
  public static DecoderProcess start(
      DecoderRequest request, Deadlines deadlines, boolean newestWins) throws VideoException {
    Process process;
    try {
      process = ChildCommand.builder(request.frameSize()).start();
    } catch (IOException e) {
      throw new VideoException(Fault.CRASHED, "no decoder can be started: " + e.getMessage());
    }
    DecoderProcess decoder = new DecoderProcess(process, request, deadlines, newestWins);
    decoder.messages.start();
    decoder.errors.start();
    decoder.ask(request);
    return decoder;
  }

  /** A request is smaller than a pipe: this never waits. The pipe stays open, see ParentWatch. */
  private void ask(DecoderRequest request) {
    try {
      OutputStream in = process.getOutputStream();
      request.write(in);
    } catch (IOException e) {
      LOG.debug("{}: ended before it was asked", name, e); // which the other pipe will tell
    }
  }

  private void readMessages(MessageReader reader) {
    try {
      for (Message message = reader.read(); message != null; message = reader.read()) {
        refuseStranger(message);
        inbox.put(message);
      }
      mourn();
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      LOG.debug("{}: closed", name);
    }
  }

  /** Were it another process that writes, killing ours would not end it. */
  private void refuseStranger(Message message) throws PipeException {
    if (message instanceof Hello hello && hello.pid() != process.pid()) {
      throw new PipeException(
          PipeException.Fault.VALUE,
          "expected process %d, found %d".formatted(process.pid(), hello.pid()));
    }
  }

  private void fail(IOException e) {
    if (e instanceof PipeException pipe && pipe.fault() == PipeException.Fault.TORN) {
      mourn(); // it died while it wrote
      return;
    }
    process.destroyForcibly(); // what does not keep to the format may do anything else as well
    String words = e instanceof PipeException ? e.getMessage() : "unreadable: " + e.getMessage();
    inbox.fail(new VideoException(Fault.CRASHED, name + ": what it wrote is no message: " + words));
  }

  private void mourn() {
    if (closing || inbox.isOver()) {
      return;
    }
    try {
      inbox.fail(new VideoException(Fault.CRASHED, obituary()));
    } catch (InterruptedException e) {
      LOG.debug("{}: closed", name);
    }
  }

  private String obituary() throws InterruptedException {
    if (!process.waitFor(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return name + ": closed its output before the video ended";
    }
    errors.join(DRAIN.toMillis());
    int status = process.exitValue();
    String how = status > 128 ? "was ended by signal " + (status - 128) : "exited with " + status;
    String words = lastWords.summary();
    return name
        + ": "
        + how
        + " before the video ended"
        + (words.isEmpty() ? "" : "; its last words: " + words);
  }

  private void readErrors() {
    try {
      lastWords.readAll(process.getErrorStream());
    } catch (IOException e) {
      LOG.debug("{}: standard error", name, e);
    }
  }

  /**
   * The next frame; empty at the end of the video. Waits until one of the {@link Deadlines}. After
   * an exception comes the same one again.
   */
  public Optional<Frame> next() throws VideoException, InterruptedException {
    try {
      return Optional.ofNullable(inbox.take(name));
    } catch (VideoException e) {
      process.destroyForcibly(); // it ended by itself, or it never will
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

  /** Where the pictures went so far. */
  public Accounts accounts() {
    return inbox.accounts();
  }

  /** The last lines of the child's standard error, oldest first; few, and without credentials. */
  public List<String> lastWords() {
    return lastWords.lines();
  }

  /** Of the child; its own, even if it was started by way of other programs. */
  public long pid() {
    return process.pid();
  }

  /**
   * Ends the child: asked first, killed after {@link Deadlines#stop()}. Returns within four times
   * that at most, also if the child is stopped or busy in native code.
   */
  @Override
  public void close() {
    closing = true;
    inbox.close();
    if (!Ending.of(process, List.of(messages, errors), deadlines.stop())) {
      LOG.warn("{}: is still there after it was killed", name);
      return; // closing a pipe that another thread reads would wait for it
    }
    try {
      process.getOutputStream().close();
      process.getInputStream().close();
      process.getErrorStream().close();
    } catch (IOException e) {
      LOG.debug("{}: its pipes", name, e);
    }
  }
}
