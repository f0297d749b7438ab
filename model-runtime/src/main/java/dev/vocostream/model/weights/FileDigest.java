package dev.vocostream.model.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files, in hex. Reads through channels: a file that is cut meanwhile is an error. */
public final class FileDigest {
  private static final int BUFFER_BYTES = 1 << 20;

  private FileDigest() {}

  /**
   * Several files at a time, each in a stream.
   *
   * @param names relative to the directory, with slashes
   * @return digests by name, in alphabetical order
   */
  public static Map<String, String> of(Path directory, Collection<String> names)
      throws IOException {
    Map<String, String> digests = new ConcurrentHashMap<>();
    try {
      names.parallelStream().forEach(name -> digests.put(name, of(directory.resolve(name))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new TreeMap<>(digests);
  }

  private static String of(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
