package dev.vocostream.operators.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a camera may be reached by. Nothing else is ever followed. */
public enum Scheme {
  RTSP(554, true),
  RTSPS(322, true),
  HTTPS(443, true),
  HTTP(80, false),
  RTMP(1935, false),
  RTMPS(443, false),
  UDP(0, false),
  SRT(0, false);

  private final int defaultPort;
  private final boolean always;

  Scheme(int defaultPort, boolean always) {
    this.defaultPort = defaultPort;
    this.always = always;
  }

  /**
   * @param name in lower case
   */
  public static Optional<Scheme> of(String name) {
    return Arrays.stream(values()).filter(scheme -> scheme.text().equals(name)).findFirst();
  }

  /** 0: there is none. */
  public int defaultPort() {
    return defaultPort;
  }

  /** Whether it needs no opt-in. */
  public boolean isAlwaysAllowed() {
    return always;
  }

  /** Whether this is TLS from the first byte. */
  public boolean isTls() {
    return this == RTSPS || this == HTTPS || this == RTMPS;
  }

  boolean isHttp() {
    return this == HTTP || this == HTTPS;
  }

  /** Whether it is one TCP connection, which a proxy can carry. */
  boolean isTcp() {
    return this != UDP && this != SRT;
  }

  /** What is left when TLS has been taken off. */
  Scheme plain() {
    return switch (this) {
      case RTSPS -> RTSP;
      case HTTPS -> HTTP;
      case RTMPS -> RTMP;
      default -> this;
    };
  }

  /** As it is written in a URL. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
