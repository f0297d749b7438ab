package dev.vocostream.operators.decode.process;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a decoder is started: the Java of this process, no more class path than decoding needs, a
 * small heap, an empty environment, and the limits this machine has the tools for.
 */
final class ChildCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ChildCommand.class);

  private static final long HEAP_BYTES = 24L << 20;

  /** A JVM reserves much that it never touches; 460 MB were seen with a 4K video. */
  private static final long ADDRESS_SPACE = 1L << 30;

  /** Of every further stream, if it is 4K. */
  private static final long ADDRESS_SPACE_OF_A_STREAM = 192L << 20;

  /** Natives may have to be unpacked, the largest has 30 MB. */
  private static final String FILE_SIZE = String.valueOf(64L << 20);

  /**
   * Messages leave by descriptor 3, and standard output becomes standard error: libraries print,
   * and a JVM that crashes reports it on its standard output, whatever it is told.
   */
  private static final List<String> REDIRECTED =
      List.of("/bin/sh", "-c", "exec \"$@\" 3>&1 1>&2", "sh");

  private static final List<String> TOOLS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

  /** Stands for the limit of addresses, which depends on the number of streams. */
  private static final String LIMITED = "--as=";

  private static final List<String> LIMITS =
      List.of(LIMITED, "--fsize=" + FILE_SIZE, "--nofile=256", "--core=0");

  /** What is set is found once: the class path of a process does not change. */
  private static final String CLASS_PATH = classPath();

  private static final List<String> PREFIX = prefix();

  private ChildCommand() {}

  /**
   * For frames of at most {@code frameSize} pixels a side; the input is not part of it.
   *
   * @param streams how many it may have to decode at once
   */
  static ProcessBuilder builder(int frameSize, int streams) {
    long addresses = ADDRESS_SPACE + (streams - 1) * ADDRESS_SPACE_OF_A_STREAM;
    List<String> command = new ArrayList<>();
    PREFIX.forEach(part -> command.add(part.equals(LIMITED) ? "--as=" + addresses : part));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions(frameSize, streams));
    command.addAll(List.of("-cp", CLASS_PATH, DecoderMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    Map<String, String> environment = builder.environment();
    String libraries = environment.get("LD_LIBRARY_PATH");
    environment.clear();
    environment.put("LC_ALL", "C.UTF-8"); // names of files are encoded by it
    environment.put("MALLOC_ARENA_MAX", "2");
    if (libraries != null) {
      environment.put("LD_LIBRARY_PATH", libraries);
    }
    return builder;
  }

  private static List<String> jvmOptions(int frameSize, int streams) {
    long heap = HEAP_BYTES + 4L * streams * 3 * frameSize * frameSize;
    return List.of(
        "-Xms8m",
        "-Xmx" + (heap >> 10) + "k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=16m",
        "-XX:CompressedClassSpaceSize=16m",
        "-XX:MaxMetaspaceSize=48m",
        "-Xshare:auto",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        "-Djava.awt.headless=true",
        "-Dorg.bytedeco.javacpp.maxBytes=0", // of the heap's size by default: too little here
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-Dorg.bytedeco.javacpp.cachedir=" + cache());
  }

  private static String cache() {
    try {
      return Loader.getCacheDir().getPath();
    } catch (IOException e) {
      throw new IllegalStateException(
          "no directory to unpack native libraries to; set org.bytedeco.javacpp.cachedir", e);
    }
  }

  /** Found by what is in it, so that it works for folders, single jars and a jar of everything. */
  private static String classPath() {
    String platform = Loader.Detector.getPlatform();
    Set<Path> parts = new LinkedHashSet<>();
    for (String resource :
        List.of(
            DecoderMain.class.getName().replace('.', '/') + ".class",
            "org/bytedeco/javacpp/Loader.class",
            "org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so",
            "org/bytedeco/ffmpeg/global/avutil.class",
            "org/bytedeco/ffmpeg/" + platform + "/libjniavutil.so")) {
      parts.add(rootOf(resource));
    }
    return parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path rootOf(String resource) {
    URL url = ChildCommand.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IllegalStateException(
          resource + ": not on the class path; FFmpeg's natives for this platform must be");
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI()).toAbsolutePath();
      }
      String root = url.toString().substring(0, url.toString().length() - resource.length());
      return Path.of(URI.create(root)).toAbsolutePath();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(url + ": is not in a jar or a folder", e);
    }
  }

  /** Each tool replaces itself by what it starts: the child's pid is that of its JVM. */
  private static List<String> prefix() {
    List<String> prefix = new ArrayList<>(REDIRECTED);
    addTool(prefix, "prlimit", LIMITS, "decoders run without limits of memory and files");
    addTool(
        prefix, "setpriv", List.of("--no-new-privs"), "decoders may run programs with more rights");
    return List.copyOf(prefix);
  }

  private static void addTool(
      List<String> prefix, String tool, List<String> options, String otherwise) {
    for (String folder : TOOLS) {
      Path program = Path.of(folder, tool);
      if (Files.isExecutable(program)) {
        prefix.add(program.toString());
        prefix.addAll(options);
        return;
      }
    }
    LOG.warn("{}: not installed (it is part of util-linux), {}", tool, otherwise);
  }

  /** What stands before the command of the JVM, for a report. */
  static List<String> limits() {
    return PREFIX;
  }
}
