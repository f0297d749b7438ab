package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one look into a directory found.
 *
 * @param cameras all cameras, each id once
 * @param removed ids that were removed since the look before, also where there is a camera of this
 *     id again: what was remembered of the former one must go. Empty in the first look.
 * @param unreadable ids whose entry says nothing that can be used: such cameras stay as they are
 * @param removedAt when cameras that are there again were removed, perhaps while nobody looked,
 *     epoch milliseconds by id: what is known of one from before is of the former one
 */
public record CameraListing(
    List<CameraSettings> cameras,
    Set<String> removed,
    Set<String> unreadable,
    Map<String, Long> removedAt) {
  public CameraListing {
    removedAt = Map.copyOf(removedAt);
    cameras = List.copyOf(cameras);
    removed = Set.copyOf(removed);
    unreadable = Set.copyOf(unreadable);
    Set<String> ids = new HashSet<>();
    for (CameraSettings camera : cameras) {
      if (!ids.add(camera.id())) {
        throw new IllegalArgumentException("camera '" + camera.id() + "' is listed twice");
      }
    }
  }

  static CameraListing of(List<CameraSettings> cameras) {
    return new CameraListing(cameras, Set.of(), Set.of(), Map.of());
  }
}
