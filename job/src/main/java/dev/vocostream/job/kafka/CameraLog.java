package dev.vocostream.job.kafka;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.CameraListing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the messages of {@code voco.cameras} amount to, in the order they were taken, together with
 * the cameras that are there without any message. Knows nothing of Kafka.
 */
final class CameraLog {
  private final CameraJson json;
  private final List<CameraSettings> fixed;
  private final Map<String, CameraSettings> said = new LinkedHashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> removed = new HashSet<>();
  private final Map<String, Long> removedAt = new HashMap<>();

  /**
   * @param fixed cameras that are there without a message; one of the same id outweighs them
   * @param json reads the messages
   */
  CameraLog(List<CameraSettings> fixed, CameraJson json) {
    this.fixed = fixed;
    this.json = json;
  }

  /**
   * Takes a message in. What cannot be read changes nothing, whatever was said of the camera
   * before.
   *
   * @param value null for a tombstone
   * @param offset of the message
   * @param time of the message, epoch milliseconds
   * @throws BadMessage saying what is wrong with it
   */
  void take(byte[] key, byte[] value, long offset, long time) throws BadMessage {
    String id = KeyedJson.idOf(key);
    if (id == null) {
      throw new BadMessage(
          "no-id", "key: expected the id of a camera in UTF-8, found no such text");
    }
    if (value == null) {
      unreadable.remove(id);
      boolean wasSaid = said.remove(id) != null;
      if (wasSaid) {
        removed.add(id);
      }
      if (wasSaid || fixed.stream().noneMatch(camera -> camera.id().equals(id))) {
        removedAt.put(id, time); // what is fixed is not removed, but what outweighed it
      }
      return;
    }
    try {
      said.put(id, json.read(key, value).saidAt(offset));
      unreadable.remove(id);
    } catch (BadMessage bad) {
      // A camera that was known before the job came down must not be taken for removed.
      if (!said.containsKey(id)) {
        unreadable.add(id);
      }
      throw bad;
    }
  }

  /** What there is now; what was removed, and when, is said once. */
  CameraListing listing() {
    Map<String, CameraSettings> all = new LinkedHashMap<>();
    fixed.forEach(camera -> all.put(camera.id(), camera));
    all.putAll(said);
    Set<String> unknown = new HashSet<>(unreadable);
    unknown.removeAll(all.keySet());
    removedAt.keySet().retainAll(all.keySet());
    removedAt.keySet().removeAll(removed); // nobody needs to be told when
    CameraListing listing =
        new CameraListing(List.copyOf(all.values()), removed, unknown, removedAt);
    removed.clear();
    removedAt.clear();
    return listing;
  }

  /** As at the start: what was removed before is history, but for when that was. */
  void forgetRemovals() {
    removed.clear();
  }

  /** The cameras that were said, by id. */
  Map<String, CameraSettings> said() {
    return Map.copyOf(said);
  }
}
