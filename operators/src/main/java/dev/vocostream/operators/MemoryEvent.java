package dev.vocostream.operators;

/** What a camera's memory is told, in the order of the camera. Exactly one is not null. */
public record MemoryEvent(
    String camera, CompressedFrame frame, CameraReport report, CameraTerms terms) {
  public static MemoryEvent of(CompressedFrame frame) {
    return new MemoryEvent(frame.camera(), frame, null, null);
  }

  public static MemoryEvent of(CameraReport report) {
    return new MemoryEvent(report.camera(), null, report, null);
  }

  public static MemoryEvent of(CameraTerms terms) {
    return new MemoryEvent(terms.camera(), null, null, terms);
  }
}
