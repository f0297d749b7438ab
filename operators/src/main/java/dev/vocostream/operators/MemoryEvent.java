package dev.vocostream.operators;

/**
 * What a camera's memory is told, in the order of the camera. Exactly one of frame, report, terms
 * and unchanged is not null.
 */
public record MemoryEvent(
    String camera,
    CompressedFrame frame,
    CameraReport report,
    CameraTerms terms,
    Unchanged unchanged) {
  public static MemoryEvent of(CompressedFrame frame) {
    return new MemoryEvent(frame.camera(), frame, null, null, null);
  }

  public static MemoryEvent of(CameraReport report) {
    return new MemoryEvent(report.camera(), null, report, null, null);
  }

  public static MemoryEvent of(CameraTerms terms) {
    return new MemoryEvent(terms.camera(), null, null, terms, null);
  }

  public static MemoryEvent of(Unchanged unchanged) {
    return new MemoryEvent(unchanged.camera(), null, null, null, unchanged);
  }

  /** The camera's clock after this event, epoch milliseconds; null if it says nothing of it. */
  public Long clock() {
    if (frame != null) {
      return frame.time();
    }
    return unchanged == null ? null : unchanged.to();
  }
}
