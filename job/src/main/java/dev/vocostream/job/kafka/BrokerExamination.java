package dev.vocostream.job.kafka;

import dev.vocostream.job.Finding;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/**
 * Looks at a broker as {@link BrokerCheck} does, but at everything, and goes on behind what is not
 * as it must be. Reads, and changes nothing.
 *
 * @param check what the job would ask
 * @param subtasks that read each topic
 */
public record BrokerExamination(BrokerCheck check, int subtasks) {
  private static final String BROKER = "broker";
  private static final Duration SLOW = Duration.ofSeconds(2);

  /** In the order of what rests on what: a broker that is not there is the last finding. */
  public List<Finding> look() {
    Admin admin;
    try {
      admin = check.connect();
    } catch (SetupException e) {
      return unreachable(e);
    }
    try {
      return look(admin);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private List<Finding> look(Admin admin) {
    long start = System.nanoTime();
    Collection<Node> nodes;
    try {
      nodes = check.nodes(admin);
    } catch (SetupException e) {
      return unreachable(e);
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(answered(nodes.size(), Duration.ofNanos(System.nanoTime() - start)));
    try {
      findings.addAll(transactions(admin, nodes.iterator().next()));
      findings.addAll(new TopicExamination(check.settings(), nodes.size(), subtasks).look(admin));
      findings.addAll(new GroupExamination(check.settings()).groups(admin));
      findings.add(BrokerClock.look(admin, check.settings()));
    } catch (SetupException e) {
      findings.add(Finding.refused(BROKER, e.getMessage()));
    }
    return findings;
  }

  private static List<Finding> unreachable(SetupException why) {
    return List.of(
        Finding.refused(BROKER, why.getMessage()),
        Finding.skipped("topics", "no broker to ask", "make the broker answer, then look again"));
  }

  private Finding answered(int brokers, Duration took) {
    String found =
        "%s: %d of them, answered in %d ms"
            .formatted(check.settings().bootstrapServers(), brokers, took.toMillis());
    return took.compareTo(SLOW) < 0
        ? Finding.ok(BROKER, found)
        : Finding.warn(
            BROKER,
            found,
            "an answer within " + SLOW.toMillis() + " ms",
            "look at the load of the brokers and the network to them");
  }

  private List<Finding> transactions(Admin admin, Node node) {
    if (check.settings().delivery() != Delivery.EXACTLY_ONCE) {
      return List.of(Finding.ok("transactions", "none: kafka.delivery is at-least-once"));
    }
    try {
      check.checkOutage();
      check.checkBrokerLimit(admin, node);
    } catch (SetupException e) {
      return List.of(Finding.refused("transactions", e.getMessage()));
    }
    return List.of(
        Finding.ok(
            "transactions",
            "open for %d s at most, the broker allows it and an outage of %d s is survived"
                .formatted(
                    check.settings().transactionTimeout().toSeconds(),
                    check.longestOutage().toSeconds())),
        new GroupExamination(check.settings()).transactionalIds(admin));
  }
}
