package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the job's login may do on a cluster that asks: without one of these rights the job would
 * start, fail at its first message and start again, for ever.
 */
record BrokerRights(KafkaSettings settings) {
  /**
   * Does not ask a cluster that asks nobody who they are.
   *
   * @throws SetupException naming the first right that is missing, and how it is given
   */
  void check(Admin admin) {
    if (!settings.clientProperties().containsKey("security.protocol")) {
      return;
    }
    Topics.of(settings).stream()
        .map(NewTopic::name)
        .sorted()
        .forEach(topic -> checkTopic(admin, topic));
    checkGroup(admin, settings.groupId());
    checkGroup(admin, Presence.group(settings));
    if (settings.delivery() == Delivery.EXACTLY_ONCE) {
      checkTransactions(admin);
    }
  }

  private void checkTopic(Admin admin, String topic) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    KafkaFuture<TopicDescription> description =
        admin.describeTopics(List.of(topic), options).topicNameValues().get(topic);
    Set<AclOperation> given =
        given("topic " + topic, description.thenApply(d -> d.authorizedOperations()));
    for (AclOperation right : TopicRights.needed(settings, topic)) {
      require(given, right, "topic '" + topic + "'", "--topic " + topic);
    }
  }

  private void checkGroup(Admin admin, String group) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    KafkaFuture<Set<AclOperation>> rights =
        admin
            .describeConsumerGroups(List.of(group), options)
            .describedGroups()
            .get(group)
            .thenApply(description -> description.authorizedOperations());
    try {
      Set<AclOperation> given = Topics.await("group " + group, rights);
      require(given, AclOperation.READ, "group '" + group + "'", "--group " + group);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw missing(AclOperation.READ, "group '" + group + "'", "--group " + group);
      } // else nobody has been in this group yet: it is not known what it allows
    }
  }

  /** That such ids may be described is all that can be asked; writing is given with it or not. */
  private void checkTransactions(Admin admin) {
    String prefix = settings.transactionalIdPrefix();
    String id = prefix + "-" + settings.answers();
    try {
      Topics.await("transactions " + id, admin.describeTransactions(List.of(id)).description(id));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw missing(
            AclOperation.WRITE,
            "transactional ids that begin with '" + prefix + "'",
            "--transactional-id "
                + prefix
                + " --resource-pattern-type prefixed --operation Describe");
      } // else there is no such transaction, as it should be
    }
  }

  /** Null of a topic that was created a moment ago and is not known everywhere yet. */
  private static Set<AclOperation> given(String what, KafkaFuture<Set<AclOperation>> rights) {
    try {
      return Topics.await(what, rights);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw new SetupException(
          "%s: expected to read what this login may do, found %s"
              .formatted(what, e.getCause().getMessage()),
          e);
    }
  }

  /**
   * @param given null where the cluster does not say
   */
  private void require(Set<AclOperation> given, AclOperation right, String of, String resource) {
    if (given != null && !given.contains(right) && !given.contains(AclOperation.ALL)) {
      throw missing(right, of, resource);
    }
  }

  private SetupException missing(AclOperation right, String of, String resource) {
    String name = right.name().charAt(0) + right.name().substring(1).toLowerCase(Locale.ROOT);
    return new SetupException(
        "Kafka at %s: expected the right %s on %s, found it missing for this login; give it: kafka-acls --add --allow-principal User:... --operation %s %s"
            .formatted(settings.bootstrapServers(), name, of, name, resource));
  }
}
