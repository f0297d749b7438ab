package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A directory that a test changes, within this process. */
final class ChangingDirectory implements CameraDirectory {
  private static final long serialVersionUID = 1L;

  /** Static, as the job works with a copy. */
  private static volatile CameraListing next;

  private static volatile Exception failure;

  ChangingDirectory(CameraSettings... cameras) {
    failure = null;
    now(cameras);
  }

  void now(CameraSettings... cameras) {
    now(Set.of(), Set.of(), cameras);
  }

  /** As in {@link CameraListing}; what was removed is said in one look. */
  void now(Set<String> removed, Set<String> unreadable, CameraSettings... cameras) {
    next = new CameraListing(List.of(cameras), removed, unreadable, Map.of());
  }

  /** Such cameras were removed then, and are there again. */
  void removedAt(Map<String, Long> times, CameraSettings... cameras) {
    next = new CameraListing(List.of(cameras), Set.of(), Set.of(), times);
  }

  void cannotBeRead(Exception why) {
    failure = why;
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public CameraWatch watch() {
    return new CameraWatch() {
      @Override
      public synchronized CameraListing look() throws Exception {
        if (failure != null) {
          throw failure;
        }
        CameraListing seen = next;
        next = new CameraListing(seen.cameras(), Set.of(), seen.unreadable(), Map.of());
        return seen;
      }

      @Override
      public void close() {}
    };
  }
}
