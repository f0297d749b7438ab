package dev.vocostream.operators.decode;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells the enumerator that a camera has ended. The enumerator must remember it: a reader
 * whose cameras have all ended finishes, and what is finished is in no checkpoint.
 */
record CameraEnded(CameraSplit split) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
