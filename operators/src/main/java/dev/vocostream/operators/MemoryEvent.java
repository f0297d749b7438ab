package dev.vocostream.operators;

/** What a camera's memory is told, in the order of the camera. Exactly one is not null. */
public record MemoryEvent(String camera, CompressedFrame frame, CameraReport report) {
  public static MemoryEvent of(CompressedFrame frame) {
    return new MemoryEvent(frame.camera(), frame, null);
  }

  public static MemoryEvent of(CameraReport report) {
    return new MemoryEvent(report.camera(), null, report);
  }
}
