package dev.vocostream.operators;

/**
 * What comes out of a camera, in order: a frame, word of its state, or word that frames showed
 * nothing new. Exactly one is not null.
 */
public record CameraEvent(String camera, Frame frame, CameraReport report, Unchanged unchanged) {
  public static CameraEvent of(Frame frame) {
    return new CameraEvent(frame.camera(), frame, null, null);
  }

  public static CameraEvent of(CameraReport report) {
    return new CameraEvent(report.camera(), null, report, null);
  }

  public static CameraEvent of(Unchanged unchanged) {
    return new CameraEvent(unchanged.camera(), null, null, unchanged);
  }
}
