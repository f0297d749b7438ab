package dev.vocostream.job.supply;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Libraries of machine code inside the jars of the class path, which no list of Maven's shows. */
final class Natives {
  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(\\.\\d+)*");

  /** As the jars' authors write this platform into paths and names. */
  private static final List<String> HERE =
      List.of(
          "linux-x86_64",
          "linux64.so",
          "linux_x86_64",
          "linux/amd64",
          "Linux/x86_64",
          "epoll_x86_64.so",
          "uring42_x86_64.so",
          "linux-x64");

  /** By the beginning of a jar's name. What is linked into it statically is in the words. */
  private static final Map<String, String> LICENCES =
      Map.ofEntries(
          Map.entry("javacpp", "Apache-2.0"),
          Map.entry(
              "ffmpeg",
              "LGPL-3.0-or-later as built; inside: the parts listed above; libdrm, libva (MIT)"),
          Map.entry(
              "pytorch",
              "BSD-3-Clause; inside: oneDNN 3.12.0 (Apache-2.0) and others; libgomp: GPL-3.0 with"
                  + " the GCC runtime exception"),
          Map.entry(
              "openblas",
              "BSD-3-Clause; libgfortran, libgcc: GPL-3.0 with the GCC runtime exception;"
                  + " libquadmath: LGPL-2.1-or-later"),
          Map.entry("tokenizers", "Apache-2.0"),
          Map.entry("frocksdbjni", "Apache-2.0"),
          Map.entry("flink-shaded-netty", "Apache-2.0"),
          Map.entry("async-profiler", "Apache-2.0"),
          Map.entry("zstd-jni", "BSD-2-Clause"),
          Map.entry("lz4-java", "Apache-2.0"),
          Map.entry("snappy-java", "Apache-2.0"));

  /** Not shipped: they come with test libraries. */
  private static final List<String> OF_TESTS = List.of("byte-buddy", "jna", "mockito");

  private Natives() {}

  /** By name of the jar: the libraries for this platform, or all where none says its platform. */
  static SortedMap<String, TreeSet<String>> ofClassPath() throws IOException {
    SortedMap<String, TreeSet<String>> found = new TreeMap<>();
    String[] parts = System.getProperty("java.class.path").split(File.pathSeparator);
    for (String part : Arrays.stream(parts).filter(part -> part.endsWith(".jar")).toList()) {
      String jar = new File(part).getName();
      TreeSet<String> libraries = librariesOf(new File(part));
      if (!libraries.isEmpty() && OF_TESTS.stream().noneMatch(jar::startsWith)) {
        found.put(jar, libraries);
      }
    }
    return found;
  }

  private static TreeSet<String> librariesOf(File jar) throws IOException {
    TreeSet<String> libraries = new TreeSet<>();
    try (ZipFile zip = new ZipFile(jar)) {
      zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> LIBRARY.matcher(name).matches())
          .filter(name -> HERE.stream().anyMatch(name::contains))
          .forEach(name -> libraries.add(name.substring(name.lastIndexOf('/') + 1)));
    }
    return libraries;
  }

  /** Null of a jar that nobody has looked at. */
  static String licenceOf(String jar) {
    return LICENCES.entrySet().stream()
        .filter(entry -> jar.startsWith(entry.getKey() + "-"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
