package dev.vocostream.job;

import java.nio.file.Path;

/**
 * Where something lies, as Flink writes it: a URI in which nothing is escaped. Java's own have
 * {@code %20} for a blank, which is a name of three letters to Flink.
 */
public final class FlinkPath {
  private static final String LOCAL = "file:";

  private FlinkPath() {}

  /**
   * @param text a URI, or a path of this machine
   */
  static String of(String text) {
    return text.contains(":/") ? text : of(Path.of(text));
  }

  /** Such as {@code file:///home/jörg/two words}. */
  public static String of(Path path) {
    return LOCAL + "//" + path.toAbsolutePath();
  }

  /**
   * @param uri null is nowhere
   */
  public static boolean isLocal(String uri) {
    return uri != null && uri.startsWith(LOCAL + "/");
  }

  /**
   * @param uri that {@link #isLocal}
   */
  public static Path local(String uri) {
    return Path.of(new org.apache.flink.core.fs.Path(uri).getPath());
  }
}
