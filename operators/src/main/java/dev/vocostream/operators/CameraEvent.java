package dev.vocostream.operators;

/**
 * What comes out of a camera, in order: a frame, word of its state, or the terms on which its
 * frames are kept. Exactly one is not null.
 */
public record CameraEvent(String camera, Frame frame, CameraReport report, CameraTerms terms) {
  public static CameraEvent of(Frame frame) {
    return new CameraEvent(frame.camera(), frame, null, null);
  }

  public static CameraEvent of(CameraReport report) {
    return new CameraEvent(report.camera(), null, report, null);
  }

  public static CameraEvent of(CameraTerms terms) {
    return new CameraEvent(terms.camera(), null, null, terms);
  }
}
