package dev.vocostream.operators.gate;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Watches a camera's bytes for an RTSP status of 300 to 399. FFmpeg opens the URL such an answer
 * names, wherever it leads and without a limit (CVE-2026-107696, open in FFmpeg 9.0.2).
 *
 * <p>Reads as leniently as FFmpeg does (libavformat/rtsp.c: a word that begins with {@code RTSP/},
 * blanks, {@code atoi}; carriage returns do not count), and anywhere, not only where a line begins:
 * interleaved media moves what FFmpeg takes for a line's beginning. That random media looks like it
 * is once in 2^50 bytes. On the way it notices who wants to send media in another way.
 */
final class RedirectDetector {
  /** The connection must not go on. */
  static final class RedirectException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final String START = "RTSP/";

  /** FFmpeg keeps no longer words. */
  private static final int LONGEST_LINE = 4096;

  private static final int UNSUPPORTED_TRANSPORT = 461;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EIGHT_ONES = 0x0101010101010101L;
  private static final long EIGHT_STARTS = 'R' * EIGHT_ONES;

  private enum At {
    START,
    WORD,
    BLANKS,
    DIGITS
  }

  private At at = At.START;
  private int matched;
  private int length;
  private int status;
  private boolean transportRefused;

  void see(byte[] bytes, int count) throws RedirectException {
    for (int i = 0; i < count; i++) {
      if (at == At.START && matched == 0) {
        i = nextStart(bytes, i, count); // nearly all are passed over
        if (i == count) {
          return;
        }
      }
      char c = (char) (bytes[i] & 0xff);
      if (c != '\r') {
        see(c);
      }
    }
  }

  /** Where the next R is, or {@code count}; eight bytes at a time where there is none. */
  private static int nextStart(byte[] bytes, int from, int count) {
    int i = from;
    while (i + Long.BYTES <= count) {
      long differing = (long) EIGHT.get(bytes, i) ^ EIGHT_STARTS;
      if ((differing - EIGHT_ONES & ~differing & EIGHT_ONES << 7) != 0) {
        break; // one of them is zero, so it was an R
      }
      i += Long.BYTES;
    }
    while (i < count && bytes[i] != 'R') {
      i++;
    }
    return i;
  }

  private void see(char c) throws RedirectException {
    length++;
    switch (at) {
      case START -> start(c);
      case WORD -> {
        if (c == ' ' || c == '\t') {
          at = At.BLANKS;
        } else if (c == '\n' || length > LONGEST_LINE) {
          restart(c);
        }
      }
      case BLANKS -> {
        if (c >= '0' && c <= '9') {
          at = At.DIGITS;
          digit(c);
        } else if (" \t\f\013+".indexOf(c) < 0) {
          restart(c);
        }
      }
      case DIGITS -> {
        if (c >= '0' && c <= '9') {
          digit(c);
        } else {
          transportRefused |= status == UNSUPPORTED_TRANSPORT;
          restart(c);
        }
      }
      default -> throw new IllegalStateException("no such place: " + at);
    }
  }

  /** Whether it has said that it sends no media in this connection. */
  boolean isTransportRefused() {
    return transportRefused;
  }

  /** Four digits and more wrap around in {@code atoi}, so any of them may be a redirect. */
  private void digit(char c) throws RedirectException {
    status = status * 10 + (c - '0');
    if (status >= 300 && status < 400 || status >= 1000) {
      throw new RedirectException();
    }
  }

  private void restart(char c) {
    at = At.START;
    matched = 0;
    start(c);
  }

  private void start(char c) {
    matched = c == START.charAt(matched) ? matched + 1 : c == START.charAt(0) ? 1 : 0;
    if (matched == START.length()) {
      at = At.WORD;
      matched = 0;
      length = 0;
      status = 0;
    }
  }
}
