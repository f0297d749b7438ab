package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked of a machine; says what it makes of facts, and asks for none itself. */
final class MachineRules {
  private static final int OLDEST_JAVA = 17;
  private static final int[] OLDEST_GLIBC = {2, 35};

  /** Of Flink, RocksDB's files and sockets, with room for some hundred cameras. */
  private static final long OPEN_FILES = 4096;

  private static final long NEEDED_MEMORY = 2L << 30;

  /** The natives unpacked, and RocksDB's first files. */
  private static final long NEEDED_DISK = 1L << 30;

  private static final Pattern GLIBC = Pattern.compile("glibc (\\d+)\\.(\\d+).*");

  private MachineRules() {}

  static Finding java(int feature, String version) {
    return feature >= OLDEST_JAVA
        ? Finding.ok("java", version)
        : Finding.fail(
            "java", version, "17 or newer", "install a newer JDK and set JAVA_HOME to it");
  }

  /** Other systems have natives too, but nobody has tried. */
  static Finding platform(String platform) {
    return platform.equals("linux-x86_64")
        ? Finding.ok("platform", platform)
        : Finding.warn(
            "platform", platform, "linux-x86_64", "run the tests first: mvn verify; report them");
  }

  /**
   * @param version as {@code getconf GNU_LIBC_VERSION} says; empty where there is none
   */
  static Finding glibc(String version) {
    Matcher parts = GLIBC.matcher(version.strip());
    String expected = "glibc %d.%d or newer".formatted(OLDEST_GLIBC[0], OLDEST_GLIBC[1]);
    String remedy = "take a newer system, such as Ubuntu 22.04, Debian 12 or an image of it";
    if (!parts.matches()) {
      return Finding.fail("libc", version.isBlank() ? "no glibc" : version, expected, remedy);
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    boolean isNew = major > OLDEST_GLIBC[0] || major == OLDEST_GLIBC[0] && minor >= OLDEST_GLIBC[1];
    return isNew
        ? Finding.ok("libc", version.strip())
        : Finding.fail("libc", version.strip(), expected, remedy);
  }

  /**
   * @param free bytes; negative where the system does not say
   */
  static Finding memory(long free) {
    if (free < 0) {
      return Finding.skipped("memory", "the system does not say", "look at it yourself");
    }
    String found = "%d MiB free".formatted(free >> 20);
    return free >= NEEDED_MEMORY
        ? Finding.ok("memory", found)
        : Finding.warn(
            "memory",
            found,
            "%d MiB".formatted(NEEDED_MEMORY >> 20),
            "end other programs, or give this machine or container more");
  }

  /**
   * @param what is kept there
   * @param free bytes
   */
  static Finding disk(String what, Path place, long free) {
    String found = "%s: %d MiB free for %s".formatted(place, free >> 20, what);
    return free >= NEEDED_DISK
        ? Finding.ok("disk of " + what, found)
        : Finding.warn(
            "disk of " + what,
            found,
            (NEEDED_DISK >> 20) + " MiB",
            "make room, or name another place with -Djava.io.tmpdir or"
                + " -Dorg.bytedeco.javacpp.cachedir");
  }

  /**
   * @param limit of open files of a process; negative where there is none or nobody says
   */
  static Finding openFiles(long limit) {
    return limit < 0 || limit >= OPEN_FILES
        ? Finding.ok("open files", limit < 0 ? "no limit known" : limit + " a process")
        : Finding.warn(
            "open files",
            limit + " a process",
            OPEN_FILES + " or more",
            "raise it: ulimit -n " + OPEN_FILES + ", or LimitNOFILE of the service");
  }

  /** What libtorch and malloc read once, at their start. */
  static Finding environment(Map<String, String> environment) {
    boolean passive = "PASSIVE".equalsIgnoreCase(environment.get("OMP_WAIT_POLICY"));
    boolean arenas = environment.containsKey("MALLOC_ARENA_MAX");
    String found =
        "OMP_WAIT_POLICY=%s MALLOC_ARENA_MAX=%s"
            .formatted(
                environment.getOrDefault("OMP_WAIT_POLICY", ""),
                environment.getOrDefault("MALLOC_ARENA_MAX", ""));
    return passive && arenas
        ? Finding.ok("environment", found)
        : Finding.warn(
            "environment",
            found,
            "OMP_WAIT_POLICY=PASSIVE MALLOC_ARENA_MAX=2",
            "export both before Flink starts: without the first, answers take longer on busy"
                + " cores");
  }

  /**
   * @param missing of the programs that a decoder's limits are set with
   */
  static Finding limits(List<String> missing) {
    return missing.isEmpty()
        ? Finding.ok("limits", "prlimit and setpriv are there: decoders run with limits")
        : Finding.warn(
            "limits",
            "no " + String.join(", no ", missing),
            "prlimit and setpriv",
            "install util-linux: without it decoders run without limits of memory and rights");
  }

  /**
   * Both clocks over the same time.
   *
   * @param wallMillis that the wall clock says have passed
   * @param monotonicMillis that have passed
   */
  static Finding clock(long wallMillis, long monotonicMillis) {
    long jump = wallMillis - monotonicMillis;
    return Math.abs(jump) < 500
        ? Finding.ok("clock", "steady while this looked")
        : Finding.warn(
            "clock",
            "jumped by %d ms while this looked".formatted(jump),
            "a steady clock",
            "let chrony or ntpd slew it: frames and windows are dated by it");
  }
}
