package dev.vocostream.operators;

/** What comes out of a camera, in order: a frame, or word of its state. Exactly one is not null. */
public record CameraEvent(String camera, Frame frame, CameraReport report) {
  public static CameraEvent of(Frame frame) {
    return new CameraEvent(frame.camera(), frame, null);
  }

  public static CameraEvent of(CameraReport report) {
    return new CameraEvent(report.camera(), null, report);
  }
}
