package dev.vocostream.operators;

/**
 * What comes out of a camera, in order: a frame, word of its state, the terms on which its frames
 * are kept, or word that frames showed nothing new. Exactly one is not null.
 */
public record CameraEvent(
    String camera, Frame frame, CameraReport report, CameraTerms terms, Unchanged unchanged) {
  public static CameraEvent of(Frame frame) {
    return new CameraEvent(frame.camera(), frame, null, null, null);
  }

  public static CameraEvent of(CameraReport report) {
    return new CameraEvent(report.camera(), null, report, null, null);
  }

  public static CameraEvent of(CameraTerms terms) {
    return new CameraEvent(terms.camera(), null, null, terms, null);
  }

  public static CameraEvent of(Unchanged unchanged) {
    return new CameraEvent(unchanged.camera(), null, null, null, unchanged);
  }

  /** Whether the camera is no more. */
  public boolean saysRemoved() {
    return terms != null && terms.removed();
  }
}
