package dev.vocostream.operators.decode;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader has let a camera go, and how far it had got: nothing more of it will come from there.
 */
record CameraReleased(CameraSplit split) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
