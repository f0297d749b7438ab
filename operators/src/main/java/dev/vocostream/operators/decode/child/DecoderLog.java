package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's own words in our log: at level warning, without credentials, and few of them, since one
 * corrupt clip says a hundred. The line carries the thread's name, which names the camera.
 */
final class DecoderLog extends LogCallback {
  private static final Pattern CREDENTIALS = Pattern.compile("(\\w+://)[^/\\s@]*@");
  private static final int LINES_PER_SPAN = 5;
  private static final long SPAN_NANOS = 10_000_000_000L;

  /** No single allocation of FFmpeg may be larger, whatever a file claims. */
  private static final long MAX_ALLOCATION = 128L << 20;

  /** FFmpeg keeps only an address: this reference keeps the callback alive. */
  private static DecoderLog installed;

  private final Consumer<String> log;
  private long spanStart = System.nanoTime();
  private int lines;

  private DecoderLog(Consumer<String> log) {
    this.log = log;
  }

  /** Takes the place of FFmpeg's own log, which is standard error; once per process. */
  static void install() {
    install(line -> Slf4j.LOG.warn(line));
  }

  /** As {@link #install()}, to another log; without effect if there is one already. */
  static synchronized void install(Consumer<String> log) {
    if (installed == null) {
      installed = new DecoderLog(log);
      av_log_set_level(AV_LOG_WARNING);
      av_max_alloc(MAX_ALLOCATION);
      setLogCallback(installed);
    }
  }

  /** Runs inside FFmpeg: must not throw. */
  @Override
  public void call(int level, BytePointer message) {
    try {
      if (message != null && level <= AV_LOG_WARNING && mayWrite()) {
        String line = redacted(message.getString());
        log.accept(Thread.currentThread().getName() + ": ffmpeg: " + line);
      }
    } catch (RuntimeException e) {
      log.accept("a line of ffmpeg could not be logged: " + e.getClass().getSimpleName());
    }
  }

  static String redacted(String line) {
    return CREDENTIALS.matcher(line.strip()).replaceAll("$1***@");
  }

  private synchronized boolean mayWrite() {
    long now = System.nanoTime();
    if (now - spanStart > SPAN_NANOS) {
      if (lines > LINES_PER_SPAN) {
        log.accept("ffmpeg: " + (lines - LINES_PER_SPAN) + " more lines were left out");
      }
      spanStart = now;
      lines = 0;
    }
    return ++lines <= LINES_PER_SPAN;
  }

  /** Apart, so that a process that logs elsewhere needs no logging library. */
  private static final class Slf4j {
    private static final Logger LOG = LoggerFactory.getLogger(DecoderLog.class);
  }
}
