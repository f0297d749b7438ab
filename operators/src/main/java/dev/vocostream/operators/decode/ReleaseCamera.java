package dev.vocostream.operators.decode;

import org.apache.flink.api.connector.source.SourceEvent;

/** The enumerator asks a reader to let a camera go; the answer is {@link CameraReleased}. */
record ReleaseCamera(String camera) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
