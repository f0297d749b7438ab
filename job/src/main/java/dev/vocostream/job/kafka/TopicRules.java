package dev.vocostream.job.kafka;

import dev.vocostream.job.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic must be like; asks nobody. Each rule says only what is not as it should be. */
final class TopicRules {
  private static final String POLICY = TopicConfig.CLEANUP_POLICY_CONFIG;
  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  /** A dead letter keeps 512 KiB of a message, which base64 makes a third larger. */
  private static final long LARGEST_MESSAGE = 1 << 20;

  private TopicRules() {}

  static String nameOf(NewTopic wanted) {
    return "topic " + wanted.name();
  }

  static String asItShouldBe(NewTopic wanted, TopicDescription found) {
    return "%d partitions, %d copies, %s"
        .formatted(found.partitions().size(), copies(found), wanted.configs().get(POLICY));
  }

  /** Partitions and copies. */
  static List<Finding> shape(NewTopic wanted, TopicDescription found, int brokers, int subtasks) {
    List<Finding> findings = new ArrayList<>();
    int partitions = found.partitions().size();
    boolean isCompacted = COMPACT.equals(wanted.configs().get(POLICY));
    if (!isCompacted && wanted.numPartitions() > 1 && partitions < subtasks) {
      findings.add(
          Finding.warn(
              nameOf(wanted),
              partitions + " partitions",
              "at least parallelism, " + subtasks,
              "add partitions: subtasks without one have nothing to read or share one to write"));
    }
    if (brokers > 1 && copies(found) < 2) {
      findings.add(
          Finding.warn(
              nameOf(wanted),
              "one copy on a cluster of %d brokers".formatted(brokers),
              "3 copies, min.insync.replicas 2",
              "reassign it: what one broker loses is lost"));
    }
    return findings;
  }

  private static int copies(TopicDescription found) {
    return found.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
  }

  /** How messages are kept, and how large they may be. */
  static List<Finding> kept(NewTopic wanted, Config found) {
    List<Finding> findings = new ArrayList<>();
    String expected = wanted.configs().get(POLICY);
    String policy = value(found, POLICY);
    if (policy != null && !policy.equals(expected)) {
      findings.add(
          Finding.fail(
              nameOf(wanted),
              "%s=%s".formatted(POLICY, policy),
              "%s=%s".formatted(POLICY, expected),
              "kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s: %s"
                  .formatted(wanted.name(), POLICY, expected, consequence(expected))));
    }
    String largest = value(found, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (largest != null && Long.parseLong(largest) < LARGEST_MESSAGE) {
      findings.add(
          Finding.warn(
              nameOf(wanted),
              "max.message.bytes=" + largest,
              LARGEST_MESSAGE + " or more",
              "raise it: what is larger than the limit fails the job"));
    }
    return findings;
  }

  private static String consequence(String expected) {
    return expected.equals(COMPACT)
        ? "else what is older than the retention is gone, cameras and monitors with it"
        : "else a message is kept for ever, or replaces another of its key";
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? null : entry.value();
  }

  /**
   * @param allowed null where the broker does not say
   */
  static List<Finding> rights(
      String topic, Collection<AclOperation> needed, Set<AclOperation> allowed) {
    if (allowed == null || allowed.containsAll(needed)) {
      return List.of();
    }
    Set<AclOperation> missing = new TreeSet<>(needed);
    missing.removeAll(allowed);
    return List.of(
        Finding.fail(
            "topic " + topic,
            "this client may not " + missing,
            "ACLs for " + needed,
            "let an administrator add them; deploy/docs/kafka.md lists all of them"));
  }
}
