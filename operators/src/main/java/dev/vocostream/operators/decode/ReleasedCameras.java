package dev.vocostream.operators.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cameras that a reader has let go. It keeps a copy of each in its checkpoints until one of these
 * is complete: the enumerator's part of that checkpoint may have been taken before it learnt of the
 * camera, and then nobody else has it.
 */
final class ReleasedCameras {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final Map<String, CameraSplit> splits = new HashMap<>();

  /** The first checkpoint that holds a camera. */
  private final Map<String, Long> heldSince = new HashMap<>();

  void add(CameraSplit split) {
    splits.put(split.splitId(), split);
    heldSince.put(split.splitId(), NOT_YET);
  }

  /** It came back, or is no more. */
  void forget(String camera) {
    splits.remove(camera);
    heldSince.remove(camera);
  }

  List<CameraSplit> snapshot(long checkpoint) {
    heldSince.replaceAll((camera, since) -> Math.min(since, checkpoint));
    return List.copyOf(splits.values());
  }

  void completed(long checkpoint) {
    List<String> held = new ArrayList<>();
    heldSince.forEach(
        (camera, since) -> {
          if (since <= checkpoint) {
            held.add(camera);
          }
        });
    held.forEach(this::forget);
  }
}
