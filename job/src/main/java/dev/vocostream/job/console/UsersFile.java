package dev.vocostream.job.console;

import dev.vocostream.job.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of users, read anew when it has changed. What is wrong with it stops the start; later, a
 * line that is wrong names nobody, and a file that is gone leaves nobody. Safe for threads.
 */
final class UsersFile {
  private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
  private static final String ADD = "`voco console user NAME --role ask` prints a line for it";

  /** What is different after a change, also by a file that is moved there. */
  private record Version(String file, FileTime modified, long size) {}

  private final Path path;
  private Version read;
  private Users users = Users.NONE;

  /**
   * @throws SetupException if it cannot be read, has a wrong line, or names nobody
   */
  UsersFile(Path path) {
    this.path = path;
    try {
      read = version();
      users = Users.parse(Files.readAllLines(path));
    } catch (IOException e) {
      throw new SetupException("users file %s: cannot be read (%s); %s".formatted(path, e, ADD), e);
    }
    if (!users.faults().isEmpty()) {
      throw new SetupException("users file %s, %s; %s".formatted(path, users.faults().get(0), ADD));
    }
    if (users.byName().isEmpty()) {
      throw new SetupException(
          "users file %s: expected a user, found none; %s".formatted(path, ADD));
    }
  }

  synchronized Users now() {
    try {
      Version found = version();
      if (!found.equals(read)) {
        users = Users.parse(Files.readAllLines(path));
        read = found;
        tell(users.faults());
      }
    } catch (IOException e) {
      if (read != null) {
        LOG.warn("users file {}: cannot be read ({}), nobody may log in", path, e.toString());
      }
      users = Users.NONE;
      read = null;
    }
    return users;
  }

  private void tell(List<String> faults) {
    LOG.info("users file {}: read again, {} users", path, users.byName().size());
    faults.forEach(fault -> LOG.warn("users file {}, {}; passed over", path, fault));
  }

  private Version version() throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new Version(String.valueOf(now.fileKey()), now.lastModifiedTime(), now.size());
  }
}
