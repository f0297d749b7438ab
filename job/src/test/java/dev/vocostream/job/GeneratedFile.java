package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that is written by code. A test asks whether it is as the code would write it today,
 * and writes it if {@code -Dvoco.rewrite} is set.
 */
public final class GeneratedFile {
  /** What rewrites all of them. */
  public static final String COMMAND =
      "mvn -B test -pl job -am -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dvoco.rewrite";

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private GeneratedFile() {}

  /**
   * @param path of the file, from the top of the repository
   * @param content as it must be
   */
  public static void requireUpToDate(String path, String content) throws IOException {
    Path file = ROOT.resolve(path);
    if (System.getProperty("voco.rewrite") != null) {
      Files.writeString(file, content);
    }
    assertThat(file).as("%s is out of date; %s rewrites it", path, COMMAND).exists();
    assertThat(Files.readString(file))
        .as("%s is out of date; %s rewrites it", path, COMMAND)
        .isEqualTo(content);
  }
}
