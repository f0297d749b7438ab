package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Hello;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that decodes for one or several, until the last of them leaves. What belongs to
 * one of its streams goes to that stream's {@link Inbox}; what ends the process ends all of them.
 *
 * <p>Two threads of ours serve a child: one reads its messages, one its standard error.
 */
final class DecoderHost {
  private static final Logger LOG = LoggerFactory.getLogger(DecoderHost.class);

  /** A stream that has not ended so long after it was asked to is busy in native code. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

  // -- configuration
  private final ChildProcess child;
  private final int room;
  private final Duration leaveLimit;
  private final Starts.Turn turn;

  // -- runtime
  private final MessageReader reader;
  private final Map<Integer, Inbox> streams = new ConcurrentHashMap<>();
  private final Map<Integer, Long> leaving = new ConcurrentHashMap<>();
  private final Thread messages;
  private int numbered = Wire.PROCESS;
  private int guests;
  private Hello hello;
  private boolean closed;

  private DecoderHost(
      ChildProcess child, int frameSize, int room, Duration leaveLimit, Starts.Turn turn) {
    this.child = child;
    this.turn = turn;
    this.room = room;
    this.leaveLimit = leaveLimit;
    this.reader = new MessageReader(child.messages(), frameSize);
    this.messages = ChildProcess.thread(child.name(), this::readMessages);
  }

  /**
   * Returns as soon as the process exists.
   *
   * @param room how many streams it may decode at once
   * @param turn over as soon as the process has started or has failed to
   */
  static DecoderHost start(int frameSize, int room, Starts.Turn turn) throws VideoException {
    return start(ChildCommand.builder(frameSize, room), frameSize, room, LEAVE_LIMIT, turn);
  }

  /** As above, with another program. */
  static DecoderHost start(
      ProcessBuilder program, int frameSize, int room, Duration leaveLimit, Starts.Turn turn)
      throws VideoException {
    try {
      ChildProcess child = ChildProcess.start(program);
      DecoderHost host = new DecoderHost(child, frameSize, room, leaveLimit, turn);
      host.messages.start();
      return host;
    } catch (VideoException | RuntimeException e) {
      turn.over();
      throw e;
    }
  }

  /** Takes in a stream, whose number it returns; empty if there is no room, or none any more. */
  synchronized OptionalInt take(DecoderRequest request, Inbox inbox)
      throws PipeException, InterruptedException {
    if (closed || guests == room) {
      return OptionalInt.empty();
    }
    int stream = ++numbered;
    guests++;
    streams.put(stream, inbox);
    reader.expect(stream, FrameTimes.of(request));
    if (hello != null) {
      inbox.put(hello);
    }
    try {
      Commands.open(stream, request, child.commands());
    } catch (IOException e) {
      LOG.debug("{}: ended before it was asked", name(), e); // which the other pipe will tell
    }
    return OptionalInt.of(stream);
  }

  private void readMessages() {
    try {
      for (Sent next = reader.read(); next != null; next = reader.read()) {
        deliver(next);
        endIfSomebodyHangs();
      }
      failAll(child.obituary());
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      LOG.debug("{}: closed", name());
    } finally {
      turn.over();
    }
  }

  private void deliver(Sent next) throws PipeException, InterruptedException {
    if (next.message() instanceof Hello greeting) {
      greet(greeting);
      return;
    }
    streams.values().forEach(Inbox::hear);
    Inbox inbox = streams.get(next.stream());
    inbox.put(next.message());
    if (inbox.hasEnded()) {
      forget(next.stream());
    }
  }

  private synchronized void forget(int stream) {
    streams.remove(stream);
    leaving.remove(stream);
  }

  /** Were it another process that writes, killing ours would not end it. */
  private synchronized void greet(Hello greeting) throws PipeException, InterruptedException {
    if (greeting.pid() != child.pid()) {
      throw new PipeException(
          PipeException.Fault.VALUE,
          "expected process %d, found %d".formatted(child.pid(), greeting.pid()));
    }
    hello = greeting;
    turn.over();
    for (Inbox inbox : streams.values()) {
      inbox.put(greeting);
    }
  }

  /** Looked at with each message; heartbeats come, or everybody notices that they do not. */
  private void endIfSomebodyHangs() {
    long now = System.nanoTime();
    if (leaving.values().stream().anyMatch(since -> now - since > leaveLimit.toNanos())) {
      child.kill("was killed, since another camera of it hung");
    }
  }

  private void fail(IOException e) {
    boolean torn = e instanceof PipeException pipe && pipe.fault() == PipeException.Fault.TORN;
    if (torn || child.isKilled()) {
      failWithObituary(); // it died while it wrote, or its pipes were closed while we read
      return;
    }
    String words = e instanceof PipeException ? e.getMessage() : "unreadable: " + e.getMessage();
    String why = "what it wrote is no message: " + words;
    child.kill(why); // what does not keep to the format may do anything else as well
    failAll(why);
  }

  private void failWithObituary() {
    try {
      failAll(child.obituary());
    } catch (InterruptedException e) {
      LOG.debug("{}: closed", name());
    }
  }

  private synchronized void failAll(String why) {
    closed = true;
    VideoException ended = new VideoException(Fault.CRASHED, name() + ": " + why);
    streams.values().forEach(inbox -> inbox.fail(ended));
  }

  /** Ends the process at once, and with it every stream. */
  void kill(String why) {
    child.kill(why);
  }

  /** Whether others may be decoded by it too. */
  boolean isShared() {
    return room > 1;
  }

  /**
   * A stream is no longer wanted. It is asked to end, and if it does not in time the process is
   * killed; with the last stream the process ends, which is waited for at most four times {@code
   * stop}.
   */
  void leave(int stream, Duration stop) {
    if (isLastToLeave(stream)) {
      child.end(messages, stop);
    }
  }

  private synchronized boolean isLastToLeave(int stream) {
    guests--;
    if (guests == 0) {
      closed = true;
      return true;
    }
    if (streams.containsKey(stream)) {
      leaving.put(stream, System.nanoTime());
      try {
        Commands.close(stream, child.commands());
      } catch (IOException e) {
        LOG.debug("{}: ended before it was asked to", name(), e);
      }
    }
    return false;
  }

  /** Nobody else is taken in: it has ended, or is about to. */
  synchronized boolean isOver() {
    return closed;
  }

  String name() {
    return child.name();
  }

  long pid() {
    return child.pid();
  }

  List<String> lastWords() {
    return child.lastWords();
  }
}
