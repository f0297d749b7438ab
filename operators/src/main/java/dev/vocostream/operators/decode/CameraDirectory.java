package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.io.Serializable;
import java.util.List;

/** Knows which cameras there are. */
public interface CameraDirectory extends Serializable {
  /** All cameras, each id once. Asked when the job starts and when it is restored. */
  List<CameraSettings> cameras();
}
