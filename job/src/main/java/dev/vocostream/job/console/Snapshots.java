package dev.vocostream.job.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The newest pictures of all cameras, as many as there is room for. Safe for threads. */
final class Snapshots {
  static final long ROOM_BYTES = 64L * 1024 * 1024;

  private final long room;
  private final Map<String, Camera> cameras = new HashMap<>();
  private long bytes;

  /** Of one camera. */
  private static final class Camera {
    private final TreeMap<Instant, byte[]> pictures = new TreeMap<>();
    private long bytes;
  }

  /**
   * @param room for how many bytes of JPEG
   */
  Snapshots(long room) {
    this.room = room;
  }

  synchronized void keep(String camera, Instant time, byte[] jpeg) {
    Camera of = cameras.computeIfAbsent(camera, id -> new Camera());
    byte[] same = of.pictures.put(time, jpeg);
    add(of, jpeg.length - (same == null ? 0 : same.length));
    while (bytes > room) {
      forgetOne();
    }
  }

  /** The oldest one of whoever has most, so that a busy camera costs the others nothing. */
  private void forgetOne() {
    Map.Entry<String, Camera> largest =
        cameras.entrySet().stream()
            .max(Comparator.comparingLong(camera -> camera.getValue().bytes))
            .orElseThrow();
    Camera of = largest.getValue();
    add(of, -of.pictures.pollFirstEntry().getValue().length);
    if (of.pictures.isEmpty()) {
      cameras.remove(largest.getKey());
    }
  }

  private void add(Camera camera, long more) {
    camera.bytes += more;
    bytes += more;
  }

  synchronized void forget(String camera) {
    Camera gone = cameras.remove(camera);
    bytes -= gone == null ? 0 : gone.bytes;
  }

  /** The picture of exactly that frame: another one would show what was not seen then. */
  synchronized Optional<byte[]> find(String camera, Instant time) {
    Camera of = cameras.get(camera);
    return Optional.ofNullable(of == null ? null : of.pictures.get(time));
  }
}
