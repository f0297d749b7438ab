package dev.vocostream.job.checkpoint;

import java.io.File;
import java.util.function.LongSupplier;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, before each checkpoint, whether its disk has room for two of the last one's size: RocksDB
 * may have compacted everything since, and the last ones stay until the new one is complete. Says
 * so when that changes, and lets the checkpoint be tried: most need far less.
 */
final class FreeSpace {
  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

  private final Path directory;
  private final LongSupplier free;
  private volatile long last;
  private boolean enough = true;

  /** Of a directory on a disk of this machine; any other has no bounds that could be asked for. */
  FreeSpace(Path directory) {
    this(directory, new File(directory.getPath())::getUsableSpace);
  }

  /**
   * @param free bytes that there is room for
   */
  FreeSpace(Path directory, LongSupplier free) {
    this.directory = directory;
    this.free = free;
  }

  /** The last checkpoint came to so many bytes, with what it shares. */
  void took(long bytes) {
    last = bytes;
  }

  /** What there is to say before the next one; null for nothing new. */
  synchronized String news() {
    long room = free.getAsLong();
    boolean before = enough;
    enough = room / 2 >= last;
    if (before == enough) {
      return null;
    }
    return enough
        ? "checkpoints: the disk of %s has room again".formatted(directory)
        : "checkpoints: expected twice the last one's %d bytes free on the disk of %s, found %d: make room, or the next may fail, and answers wait for those that complete"
            .formatted(last, directory, room);
  }

  void look() {
    if (!"file".equals(directory.toUri().getScheme())) {
      return;
    }
    String news = news();
    if (news != null) {
      LOG.warn(news);
    }
  }
}
