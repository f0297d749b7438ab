package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running child: its pipes, what it says on standard error, and how it came to its end. */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  /** For what a child has left in its pipes when it is gone. */
  private static final Duration DRAIN = Duration.ofMillis(300);

  private final Process process;
  private final String name;
  private final LastWords lastWords = new LastWords();
  private final Thread errors;
  private volatile String killedFor;

  private ChildProcess(Process process) {
    this.process = process;
    this.name = "decoder " + process.pid();
    this.errors = thread(name + " stderr", this::readErrors);
  }

  /** Returns as soon as the process exists. */
  static ChildProcess start(ProcessBuilder program) throws VideoException {
    try {
      ChildProcess child = new ChildProcess(program.start());
      child.errors.start();
      return child;
    } catch (IOException e) {
      throw new VideoException(Fault.CRASHED, "no decoder can be started: " + e.getMessage());
    }
  }

  static Thread thread(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  private void readErrors() {
    try {
      lastWords.readAll(process.getErrorStream());
    } catch (IOException e) {
      LOG.debug("{}: standard error", name, e);
    }
  }

  InputStream messages() {
    return process.getInputStream();
  }

  OutputStream commands() {
    return process.getOutputStream();
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  List<String> lastWords() {
    return lastWords.lines();
  }

  /** Ends it at once; the first reason is the one that is told. */
  void kill(String why) {
    killedFor = killedFor == null ? why : killedFor;
    process.destroyForcibly();
  }

  /** Whether we have ended it at once; its pipes are closed then. */
  boolean isKilled() {
    return killedFor != null;
  }

  /** Why it has closed its messages; it is gone afterwards. */
  String obituary() throws InterruptedException {
    if (!process.waitFor(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return "closed its output before the video ended";
    }
    if (killedFor != null) {
      return killedFor;
    }
    errors.join(DRAIN.toMillis());
    int status = process.exitValue();
    String how = status > 128 ? "was ended by signal " + (status - 128) : "exited with " + status;
    String words = lastWords.summary();
    return how + " before the video ended" + (words.isEmpty() ? "" : "; its last words: " + words);
  }

  /**
   * Ends it, and the thread that reads its messages: asked first, killed after {@code stop}; within
   * four times that at most.
   */
  void end(Thread messages, Duration stop) {
    if (!Ending.of(process, List.of(messages, errors), stop)) {
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
