package dev.vocostream.job.kafka;

import dev.vocostream.job.Finding;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** Whether this client may use the job's consumer groups and its transactional ids. */
record GroupExamination(KafkaSettings settings) {
  private static final String ADD_ACL =
      "let an administrator add the ACL; deploy/docs/kafka.md lists all of them";

  /** Of the one that reads questions, and of the one by which a second job notices the first. */
  List<Finding> groups(Admin admin) {
    return List.of(
        group(admin, "group", settings.groupId()),
        group(admin, "owner group", Presence.group(settings)));
  }

  private static Finding group(Admin admin, String name, String id) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    try {
      ConsumerGroupDescription found =
          Topics.await(
              "group " + id,
              admin.describeConsumerGroups(List.of(id), options).describedGroups().get(id));
      Set<AclOperation> allowed = found.authorizedOperations();
      boolean reads = allowed == null || allowed.contains(AclOperation.READ);
      return reads ? Finding.ok(name, id + " may be used") : forbidden(name, "group " + id);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Finding.ok(name, id + " is not there yet");
      }
      return refused(name, "group " + id, e);
    }
  }

  /** Describe alone shows; that Write is there too shows with the first transaction. */
  Finding transactionalIds(Admin admin) {
    String id = settings.transactionalIdPrefix();
    try {
      Topics.await(
          "transactions of " + id, admin.describeTransactions(List.of(id)).description(id));
      return Finding.ok("transactional ids", "those that begin with " + id + " may be seen");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return Finding.ok("transactional ids", "those that begin with " + id + " may be seen");
      }
      return refused("transactional ids", "transactional ids that begin with " + id, e);
    }
  }

  private static Finding refused(String name, String what, ExecutionException e) {
    return e.getCause() instanceof AuthorizationException
        ? forbidden(name, what)
        : Finding.warn(
            name, e.getCause().toString(), "a description", "is the cluster well? Look again");
  }

  private static Finding forbidden(String name, String what) {
    return Finding.fail(name, "this client may not use " + what, "an ACL for " + what, ADD_ACL);
  }
}
