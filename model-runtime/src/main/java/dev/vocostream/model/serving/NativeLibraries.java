package dev.vocostream.model.serving;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what computing rests on, once a process, and looks whether it is there as it should be. */
final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  private static final Path MAPS = Path.of("/proc/self/maps");

  private NativeLibraries() {}

  /**
   * Loads libtorch, if nobody has, and checks this process. To be called before weights are loaded.
   *
   * @throws IllegalStateException naming both files of a library that is there twice
   */
  static void loadAndCheck() {
    // JavaCPP loads a library under a lock, and what it loads waits until Pointer is
    // initialized. A thread that initializes it, such as a camera's, waits for the lock meanwhile.
    Loader.load(Pointer.class);
    Loader.load(torch.class);
    if (!Files.isReadable(MAPS)) {
      LOG.debug("{} is not there: native libraries are not checked for second copies", MAPS);
      return;
    }
    try {
      MappedLibraries mapped = MappedLibraries.parse(Files.readAllLines(MAPS));
      mapped.requireOneOfEach();
      mapped.warnings().forEach(LOG::warn);
      File cache = Loader.getCacheDir();
      warningOfCache(cache.toPath()).ifPresent(LOG::warn);
    } catch (IOException e) {
      LOG.warn("native libraries are not checked for second copies: {}", e.toString());
    }
  }

  /** Whoever can write there can put code into this process. */
  static Optional<String> warningOfCache(Path cache) throws IOException {
    if (!Files.isDirectory(cache)
        || !Files.getFileStore(cache).supportsFileAttributeView("posix")) {
      return Optional.empty();
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(cache);
    boolean open =
        rights.contains(PosixFilePermission.GROUP_WRITE)
            || rights.contains(PosixFilePermission.OTHERS_WRITE);
    return open
        ? Optional.of(
            "native libraries are loaded from %s, where others may write: chmod go-w it, or name a private directory with -Dorg.bytedeco.javacpp.cachedir"
                .formatted(cache))
        : Optional.empty();
  }
}
