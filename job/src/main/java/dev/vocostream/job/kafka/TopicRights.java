package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** What the job must be allowed to do with its topics; asks nobody. */
final class TopicRights {
  private TopicRights() {}

  /**
   * Of a topic, what it is there for first. With transactions the job looks, whenever it starts,
   * for open ones in what it writes to, and the broker tells only those who may read there.
   */
  static List<AclOperation> needed(KafkaSettings settings, String topic) {
    MonitorTopics monitoring = settings.monitoring();
    if (Set.of(settings.questions(), settings.cameras(), monitoring.monitors()).contains(topic)) {
      return List.of(AclOperation.READ, AclOperation.DESCRIBE);
    }
    boolean isTransactional =
        settings.delivery() == Delivery.EXACTLY_ONCE
            && Set.of(settings.answers(), settings.rejected(), monitoring.alerts()).contains(topic);
    return isTransactional
        ? List.of(AclOperation.WRITE, AclOperation.READ, AclOperation.DESCRIBE)
        : List.of(AclOperation.WRITE, AclOperation.DESCRIBE);
  }
}
