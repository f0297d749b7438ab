package dev.vocostream.tests.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process holds.
 *
 * @param frames that were compressed since the job began
 * @param memory bytes of its own in RAM, without mapped files
 * @param threads of the JVM and of native libraries
 * @param files descriptors that are open
 * @param state bytes of the newest checkpoint
 */
record Footprint(long frames, long memory, int threads, int files, long state) {
  /** As the kernel says. */
  static Footprint of(Process process, long frames, long state) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    long memory = 0;
    int threads = 0;
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      String[] words = line.split("\\s+");
      if (words[0].equals("RssAnon:")) {
        memory = Long.parseLong(words[1]) * 1024;
      } else if (words[0].equals("Threads:")) {
        threads = Integer.parseInt(words[1]);
      }
    }
    String[] files = new File(proc.toFile(), "fd").list();
    return new Footprint(frames, memory, threads, files == null ? 0 : files.length, state);
  }
}
