package dev.vocostream.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one look at the machine, the files or the broker found.
 *
 * @param name what was looked at, in a word or two
 * @param found as it is
 * @param expected as it should be; empty where all is well
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(String name, Verdict verdict, String found, String expected, String remedy) {
  /** As people write them here: what: expected this, found that; do this. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?s)(.*?)expected (.*), found (.*?)(?:; |: )(.*)");

  /** How bad it is. */
  public enum Verdict {
    OK,
    /** The job runs, though not as well or as safely as it could. */
    WARN,
    /** The job would not run, or not keep its promises. */
    FAIL,
    /** Nobody could look. */
    SKIPPED
  }

  public static Finding ok(String name, String found) {
    return new Finding(name, Verdict.OK, found, "", "");
  }

  public static Finding warn(String name, String found, String expected, String remedy) {
    return new Finding(name, Verdict.WARN, found, expected, remedy);
  }

  public static Finding fail(String name, String found, String expected, String remedy) {
    return new Finding(name, Verdict.FAIL, found, expected, remedy);
  }

  /**
   * @param remedy how to make a look possible
   */
  public static Finding skipped(String name, String why, String remedy) {
    return new Finding(name, Verdict.SKIPPED, why, "", remedy);
  }

  /** A refusal, whose message says expected, found and remedy; or else as it stands. */
  public static Finding refused(String name, String message) {
    Matcher parts = MESSAGE.matcher(message);
    return parts.matches()
        ? fail(name, parts.group(1) + "found " + parts.group(3), parts.group(2), parts.group(4))
        : fail(name, message, "", "do as the line says, then look again");
  }
}
