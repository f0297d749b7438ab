package dev.vocostream.operators.decode;

import java.io.Serializable;

/** Knows which cameras there are. */
public interface CameraDirectory extends Serializable {
  /**
   * Begins to look; where the cameras are given out, when the job starts and when it is restored.
   */
  CameraWatch watch();

  /** Whether what was seen first may change while the job runs. */
  boolean mayChange();
}
