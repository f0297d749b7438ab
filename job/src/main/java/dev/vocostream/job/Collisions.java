package dev.vocostream.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values that are right each by itself and cannot be together. Only what is certainly wrong is
 * refused.
 */
final class Collisions {
  private static final String TOPICS = "kafka.topics.";

  /** Flink's key, and what it was called before. */
  private static final List<String> SAVEPOINTS =
      List.of("execution.checkpointing.savepoint-dir", "state.savepoints.dir");

  private Collisions() {}

  /**
   * Kafka makes no second topic whose name differs in nothing but dots and underscores.
   *
   * @param options all there are: their topics are found among them by key
   * @throws SetupException naming both keys, and what they have in common
   */
  static void topics(ConfigFile file, List<Option<?>> options) {
    Map<String, Option<?>> taken = new HashMap<>();
    for (Option<?> topic : options) {
      if (!topic.key().startsWith(TOPICS)) {
        continue;
      }
      String name = (String) file.get(topic);
      Option<?> other = taken.putIfAbsent(name.replace('.', '_'), topic);
      if (other != null && file.get(other).equals(name)) {
        throw both(file, other.key(), topic.key(), "two topics", "topic '" + name + "' of both");
      }
      if (other != null) {
        String found =
            "'%s' and '%s', which Kafka takes for one (dots and _ are the same to it)"
                .formatted(file.get(other), name);
        throw both(file, other.key(), topic.key(), "two topics", found);
      }
    }
  }

  /**
   * @param metrics 0 where nobody is shown metrics
   */
  static void ports(ConfigFile file, Option<Integer> page, Option<Integer> metrics) {
    if (Objects.equals(file.get(page), file.get(metrics))) {
      throw both(
          file, page.key(), metrics.key(), "two ports", "port " + file.get(page) + " of both");
    }
  }

  /**
   * A job that starts again goes on from the newest of what lies in its directory of checkpoints,
   * and deletes it in its turn: no savepoint may lie where it looks.
   *
   * @param checkpoints URI of this job's own directory
   */
  static void savepoints(ConfigFile file, Option<String> key, String checkpoints) {
    for (String theirs : SAVEPOINTS) {
      String savepoints = file.flink().get(theirs);
      if (savepoints != null && isLookedAt(path(savepoints), path(checkpoints))) {
        String found =
            "savepoints where the job looks for its checkpoints and deletes them, in "
                + checkpoints;
        throw both(file, key.key(), "flink." + theirs, "two directories", found);
      }
    }
  }

  /** As {@link LatestCheckpoint} does: in the directory, and in those that are in it. */
  private static boolean isLookedAt(Path savepoints, Path checkpoints) {
    return savepoints != null
        && checkpoints != null
        && (checkpoints.equals(savepoints) || checkpoints.equals(savepoints.getParent()));
  }

  /** Null of what is in a store elsewhere: nobody looks for the newest there. */
  private static Path path(String text) {
    String uri = FlinkPath.of(text);
    return FlinkPath.isLocal(uri) ? FlinkPath.local(uri).normalize() : null;
  }

  private static SetupException both(
      ConfigFile file, String first, String second, String expected, String found) {
    return new SetupException(
        "%s: %s and %s: expected %s, found %s; change one of them%s"
            .formatted(file.file(), first, second, expected, found, file.outweighed()));
  }
}
