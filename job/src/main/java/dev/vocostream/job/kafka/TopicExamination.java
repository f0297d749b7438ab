package dev.vocostream.job.kafka;

import dev.vocostream.job.Finding;
import dev.vocostream.job.SetupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks for each topic of a job: is it there, how is it kept, what may we do with it; {@link
 * TopicRules} judges.
 *
 * @param brokers of the cluster
 * @param subtasks that read each topic
 */
record TopicExamination(KafkaSettings settings, int brokers, int subtasks) {
  List<Finding> look(Admin admin) {
    List<NewTopic> wanted = Topics.of(settings);
    List<String> names = wanted.stream().map(NewTopic::name).toList();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> described =
        admin.describeTopics(names, options).topicNameValues();
    List<Finding> findings = new ArrayList<>();
    for (NewTopic topic : wanted) {
      findings.addAll(look(admin, topic, described.get(topic.name())));
    }
    return findings;
  }

  private List<Finding> look(Admin admin, NewTopic wanted, KafkaFuture<TopicDescription> answer) {
    String name = TopicRules.nameOf(wanted);
    try {
      TopicDescription found = Topics.await(name, answer);
      List<AclOperation> needed = TopicRights.needed(settings, wanted.name());
      List<Finding> all = new ArrayList<>(TopicRules.shape(wanted, found, brokers, subtasks));
      all.addAll(TopicRules.rights(wanted.name(), needed, operations(found)));
      Config config = configOf(admin, wanted.name());
      all.addAll(config == null ? List.of(hidden(name)) : TopicRules.kept(wanted, config));
      return all.isEmpty()
          ? List.of(Finding.ok(name, TopicRules.asItShouldBe(wanted, found)))
          : all;
    } catch (ExecutionException e) {
      return List.of(unseen(name, wanted.name(), e.getCause()));
    }
  }

  private static Set<AclOperation> operations(TopicDescription found) {
    return found.authorizedOperations(); // null of brokers that do not say
  }

  private static Finding unseen(String name, String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return Finding.fail(
          name,
          "no such topic",
          "one",
          "voco topics create --config FILE, or voco run --create-topics");
    }
    if (cause instanceof AuthorizationException) {
      return Finding.fail(
          name,
          "not authorized to describe it",
          "Describe on topic " + topic,
          "let an administrator add the ACL; deploy/docs/kafka.md lists all of them");
    }
    throw new SetupException(
        "%s: expected its description, found %s; is the cluster well?"
            .formatted(name, cause.getMessage()),
        cause);
  }

  private static Finding hidden(String name) {
    return Finding.warn(
        name,
        "its settings are not shown to this client",
        "DescribeConfigs on it",
        "look at cleanup.policy yourself, or add the ACL");
  }

  /** Null where this client may not see it. */
  private static Config configOf(Admin admin, String topic) throws ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return Topics.await(topic, admin.describeConfigs(List.of(resource)).values().get(resource));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return null;
      }
      throw e;
    }
  }
}
