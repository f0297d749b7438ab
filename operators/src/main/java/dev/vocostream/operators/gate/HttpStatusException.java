package dev.vocostream.operators.gate;

import java.io.IOException;

/** A server answered, and not with what was asked for. */
public final class HttpStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpStatusException(CameraUrl url, int status, int expected) {
    super("%s answered with status %d, %d expected".formatted(url, status, expected));
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** Whether what was asked for is not there, or no longer. */
  public boolean isGone() {
    return status == 404 || status == 410;
  }

  /** Whether other credentials would help. */
  public boolean isDenied() {
    return status == 401 || status == 403;
  }
}
