package dev.vocostream.job.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that the table of deploy/docs/kafka.md lists: no more, and no less. */
final class PageRights {
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern OPERATION = Pattern.compile("\\b(Read|Write|Describe)\\b");

  private PageRights() {}

  /**
   * @param who as in the table's first column
   * @param user who is given them
   */
  static List<AclBinding> of(String who, String user) throws IOException {
    Path page = Path.of("").toAbsolutePath().getParent().resolve("deploy/docs/kafka.md");
    List<AclBinding> rights = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.split("\\s*\\|\\s*");
      if (cells.length == 4 && cells[1].equals(who)) {
        addRow(user, cells[2], cells[3], rights);
      }
    }
    return rights;
  }

  /** A semicolon parts resources, and in the same order what is allowed with them. */
  private static void addRow(
      String user, String resources, String operations, List<AclBinding> rights) {
    String[] which = resources.split(";");
    String[] what = operations.split(";");
    for (int i = 0; i < which.length; i++) {
      for (String name : found(NAME, which[i])) {
        for (String operation : found(OPERATION, what[i])) {
          AccessControlEntry allowed =
              new AccessControlEntry(
                  "User:" + user, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW);
          rights.add(new AclBinding(resource(which[i], name), allowed));
        }
      }
    }
  }

  private static ResourcePattern resource(String words, String name) {
    if (words.startsWith("transactional ids that begin with")) {
      return new ResourcePattern(ResourceType.TRANSACTIONAL_ID, name, PatternType.PREFIXED);
    }
    ResourceType type = words.startsWith("group") ? ResourceType.GROUP : ResourceType.TOPIC;
    return new ResourcePattern(type, name, PatternType.LITERAL);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }
}
