package dev.vocostream.job.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The newest pictures of all cameras, as many as there is room for, and none for longer than the
 * cameras remember. Safe for threads.
 */
final class Snapshots {
  static final long ROOM_BYTES = 64L * 1024 * 1024;

  private final long room;
  private final long retainMillis;
  private final LongSupplier clock;
  private final Map<String, Camera> cameras = new HashMap<>();
  private long bytes;

  /** Of one camera. */
  private static final class Camera {
    private final TreeMap<Instant, Picture> pictures = new TreeMap<>(); // by the frame's time
    private long bytes;
  }

  /**
   * @param writtenAt epoch milliseconds: the time of a file's frame may be of any year
   */
  private record Picture(byte[] jpeg, long writtenAt) {}

  /**
   * @param room for how many bytes of JPEG
   * @param retain how long after it was written to its topic a picture may be shown
   * @param clock epoch milliseconds
   */
  Snapshots(long room, Duration retain, LongSupplier clock) {
    this.room = room;
    this.retainMillis = retain.toMillis();
    this.clock = clock;
  }

  /**
   * @param time of the frame
   * @param writtenAt when it came to its topic, epoch milliseconds
   * @return false for one that is too old to be kept: topics are cleared late
   */
  synchronized boolean keep(String camera, Instant time, byte[] jpeg, long writtenAt) {
    Picture picture = new Picture(jpeg, writtenAt);
    if (isOld(picture)) {
      return false;
    }
    Camera of = cameras.computeIfAbsent(camera, id -> new Camera());
    Picture same = of.pictures.put(time, picture);
    add(of, jpeg.length - (same == null ? 0 : same.jpeg.length));
    while (bytes > room) {
      forgetOne();
    }
    return true;
  }

  private boolean isOld(Picture picture) {
    return picture.writtenAt < clock.getAsLong() - retainMillis;
  }

  /** The oldest one of whoever has most, so that a busy camera costs the others nothing. */
  private void forgetOne() {
    Camera of =
        cameras.values().stream()
            .max(Comparator.comparingLong(camera -> camera.bytes))
            .orElseThrow();
    add(of, -of.pictures.pollFirstEntry().getValue().jpeg.length);
  }

  /**
   * Lets go of what is too old; to be called every few seconds.
   *
   * @return the cameras that have no picture any more, each once
   */
  synchronized List<String> forgetOld() {
    cameras.values().forEach(this::forgetOld);
    List<String> without =
        cameras.entrySet().stream()
            .filter(camera -> camera.getValue().pictures.isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    without.forEach(cameras::remove);
    return without;
  }

  private void forgetOld(Camera camera) {
    List<Instant> old =
        camera.pictures.entrySet().stream()
            .filter(each -> isOld(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(time -> add(camera, -camera.pictures.remove(time).jpeg.length));
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
    return Optional.ofNullable(of == null ? null : of.pictures.get(time))
        .filter(picture -> !isOld(picture))
        .map(Picture::jpeg);
  }
}
