package dev.vocostream.operators.gate;

import java.io.IOException;

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
      if (at == At.START && matched == 0 && bytes[i] != 'R') {
        continue; // nearly all of them
      }
      char c = (char) (bytes[i] & 0xff);
      if (c != '\r') {
        see(c);
      }
    }
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
