package dev.vocostream.model.serving;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether each native library that computing rests on is in a process once. A second copy, by
 * another class loader or another program's path, has globals of its own: thread pools that fight
 * for the cores, allocators that do not know each other's memory.
 *
 * @param filesByLibrary the files each library is mapped from, by its name without version
 */
record MappedLibraries(Map<String, List<String>> filesByLibrary) {
  /**
   * A line of /proc/PID/maps: addresses, rights, offset, device, inode, path. Of JavaCPP's wrappers
   * the number is dropped that it gives to a further copy (libjnitorch0.so).
   */
  private static final Pattern MAPPED =
      Pattern.compile(
          "\\S+ \\S+ \\S+ (\\S+ \\d+) +"
              + "(/.*/(lib(?:jni)?(?:torch|c10|openblas)[_a-z]*|libgomp|libi?omp)"
              + "[^/]*\\.so[^/]*)");

  private static final Set<String> OPENMP = Set.of("libgomp", "libomp", "libiomp");

  /**
   * @param maps the lines of a /proc/PID/maps
   */
  static MappedLibraries parse(List<String> maps) {
    Map<String, Map<String, String>> files = new TreeMap<>(); // library -> device, inode -> path
    for (String line : maps) {
      Matcher mapped = MAPPED.matcher(line);
      if (mapped.matches()) {
        // one file may be reached by two paths, and an old file may have left its path to a new one
        files
            .computeIfAbsent(mapped.group(3), library -> new TreeMap<>())
            .put(mapped.group(1), mapped.group(2));
      }
    }
    Map<String, List<String>> byLibrary = new TreeMap<>();
    files.forEach((library, paths) -> byLibrary.put(library, List.copyOf(paths.values())));
    return new MappedLibraries(byLibrary);
  }

  /**
   * @throws IllegalStateException naming both files of a library that is there twice
   */
  void requireOneOfEach() {
    filesByLibrary.forEach(
        (library, files) -> {
          if (files.size() > 1) {
            throw new IllegalStateException(
                ("native library %s must be in a process once, is there %d times: %s. Keep the"
                        + " jars of JavaCPP and its presets in one place (with Flink: in lib/ and"
                        + " not in the job's jar), one version of each, and restart")
                    .formatted(library, files.size(), String.join(" and ", files)));
          }
        });
  }

  /** What may be meant so, but seldom is. */
  List<String> warnings() {
    Set<String> openMp = new LinkedHashSet<>(filesByLibrary.keySet());
    openMp.retainAll(OPENMP);
    if (openMp.size() < 2) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    openMp.forEach(library -> files.addAll(filesByLibrary.get(library)));
    return List.of(
        "%d OpenMP runtimes are in this process: %s. Unless one was preloaded in the other's place, their threads take each other's cores: remove one"
            .formatted(openMp.size(), String.join(" and ", files)));
  }
}
