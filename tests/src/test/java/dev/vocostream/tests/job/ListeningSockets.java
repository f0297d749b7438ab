package dev.vocostream.tests.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which TCP sockets of processes wait for connections, as Linux tells. */
final class ListeningSockets {
  private static final String LISTENS = "0A";

  /** 127.0.0.1, and the same and ::1 among IPv6 addresses, in the kernel's byte order. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private ListeningSockets() {}

  /** Those that other machines reach, as {@code ADDRESS:PORT} in hexadecimal digits. */
  static List<String> beyondLoopback(List<ProcessHandle> processes) throws IOException {
    Set<String> theirs = new HashSet<>();
    for (ProcessHandle process : processes) {
      theirs.addAll(inodes(process.pid()));
    }
    List<String> found = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        String[] columns = line.strip().split("\\s+");
        if (columns[3].equals(LISTENS)
            && theirs.contains(columns[9])
            && !LOOPBACK.contains(columns[1].split(":")[0])) {
          found.add(columns[1]);
        }
      }
    }
    return found;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException closed) {
          continue; // since it was listed
        }
      }
    }
    return inodes;
  }
}
