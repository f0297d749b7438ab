package dev.vocostream.operators;

/** What is wanted of a camera's memory. Exactly one of question and monitor is not null. */
public record CameraRequest(String camera, CameraQuestion question, CameraMonitor monitor) {
  public static CameraRequest of(CameraQuestion question) {
    return new CameraRequest(question.camera(), question, null);
  }

  public static CameraRequest of(CameraMonitor monitor) {
    return new CameraRequest(monitor.camera(), null, monitor);
  }
}
