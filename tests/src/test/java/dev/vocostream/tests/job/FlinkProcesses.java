package dev.vocostream.tests.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Flink cluster as its own scripts start it: a job manager and task managers, each a process,
 * with the configuration in {@code deploy/flink} and the natives in {@code lib/}.
 */
public final class FlinkProcesses implements AutoCloseable {
  private static final Path DEPLOY = Path.of("..", "deploy", "flink").toAbsolutePath().normalize();
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
  private static final String TASK_MANAGER = "taskmanager";

  /** As the guide has it, but for the threads: several processes share the cores here. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OMP_WAIT_POLICY", "PASSIVE",
          "GOMP_SPINCOUNT", "2000",
          "MALLOC_ARENA_MAX", "2",
          "OMP_NUM_THREADS", "1");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path directory;
  private final int restPort = freePort();
  private final List<String> settings;
  private final List<String> javaOptions;
  private final String classPath;
  private final List<Process> processes = new ArrayList<>();

  private List<String> taskManagerSizes;

  FlinkProcesses(Path directory) throws IOException {
    this(directory, List.of(), List.of());
  }

  /**
   * @param differently settings that differ from the shipped ones, as key=value
   * @param more options of each JVM
   */
  public FlinkProcesses(Path directory, List<String> differently, List<String> more)
      throws IOException {
    this.directory = Files.createDirectories(directory);
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Path config = conf.resolve("config.yaml");
    Files.copy(DEPLOY.resolve("config.yaml"), config, StandardCopyOption.REPLACE_EXISTING);
    JsonNode options = new ObjectMapper(new YAMLFactory()).readTree(config.toFile());
    javaOptions = new ArrayList<>(more);
    javaOptions.addAll(
        Arrays.asList(options.at("/env/java/opts/all").asText().strip().split("\\s+")));
    javaOptions.add("-XX:TieredStopAtLevel=1"); // they run for seconds
    settings = settings(differently);
    classPath = distribution() + File.pathSeparator + DEPLOY.resolve("target/lib") + "/*";
  }

  /** That of {@code -Dvoco.flink.home}, or Flink's jars as Maven Central has them. */
  private static String distribution() throws IOException {
    String home = System.getProperty("voco.flink.home");
    return home == null
        ? Files.readString(DEPLOY.resolve("target/flink.classpath")).strip()
        : home + "/lib/*" + File.pathSeparator + home + "/bin/bash-java-utils.jar";
  }

  /** The REST address, host:port. */
  public String address() {
    return "127.0.0.1:" + restPort;
  }

  /** What {@code bin/jobmanager.sh start} does. */
  public Process startJobManager() throws IOException {
    return start(
        "jobmanager",
        command(
            List.of("-Xmx512m"),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            List.of()));
  }

  /** What {@code bin/taskmanager.sh start} does: sizes are derived by Flink's own tool. */
  public Process startTaskManager() throws Exception {
    return startTaskManager(List.of(), List.of());
  }

  /**
   * @param before what its command begins with
   * @param differently settings that differ from those of the others, as key=value
   */
  public Process startTaskManager(List<String> before, List<String> differently) throws Exception {
    if (taskManagerSizes == null) {
      taskManagerSizes = taskManagerSizes();
    }
    List<String> derived = taskManagerSizes;
    List<String> sizes = new ArrayList<>(Arrays.asList(derived.get(1).split("\\s+")));
    sizes.addAll(List.of("-D", "taskmanager.resource-id=" + TASK_MANAGER + processes.size()));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        command(
            Arrays.asList(derived.get(0).split("\\s+")),
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            sizes));
    differently.forEach(setting -> command.addAll(List.of("-D", setting)));
    return start(TASK_MANAGER, command);
  }

  /**
   * What {@code bin/flink} does.
   *
   * @param output where everything that it prints goes
   */
  Process startClient(Path output, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", classPath, "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("FLINK_CONF_DIR", directory.resolve("conf").toString());
    return builder.start();
  }

  private List<String> taskManagerSizes() throws Exception {
    List<String> command =
        command(
            List.of("-XX:TieredStopAtLevel=1"),
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            List.of());
    command.add(command.indexOf("--configDir"), "GET_TM_RESOURCE_PARAMS");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> results =
        printed
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> line.substring(RESULT.length()).strip())
            .toList();
    if (process.waitFor() != 0 || results.size() != 2) {
      throw new AssertionError("Flink does not accept the sizes of config.yaml: " + printed);
    }
    return results;
  }

  private Process start(String name, List<String> command) throws IOException {
    Path log = directory.resolve(name + processes.size() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("FLINK_PLUGINS_DIR", DEPLOY.resolve("target/plugins").toString());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private List<String> command(List<String> jvm, String main, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(jvm);
    command.addAll(javaOptions);
    command.add("-XX:+UseSerialGC");
    command.add("-Dlog4j2.configurationFile=" + DEPLOY.resolve("log4j-console.properties"));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of("--configDir", directory.resolve("conf").toString()));
    command.addAll(arguments);
    command.addAll(settings);
    return command;
  }

  /** What differs from the shipped configuration: ports that are free, places of this test. */
  private List<String> settings(List<String> differently) throws IOException {
    String scratch = Files.createDirectories(directory.resolve("tmp")).toString();
    Stream<String> places =
        Stream.of(
            "jobmanager.rpc.port=" + freePort(),
            "rest.port=" + restPort,
            "io.tmp.dirs=" + scratch,
            "blob.storage.directory=" + scratch,
            "metrics.reporter.prom.port=" + freePort() + "," + freePort() + "," + freePort());
    return Stream.concat(places, differently.stream())
        .flatMap(setting -> Stream.of("-D", setting))
        .toList();
  }

  /** By which Flink calls this task manager. */
  public String nameOf(Process taskManager) {
    return TASK_MANAGER + processes.indexOf(taskManager);
  }

  public boolean isAlive() {
    return processes.stream().allMatch(Process::isAlive);
  }

  /** All that the processes have logged. */
  public String logs() {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        logs.append("== ").append(file).append('\n').append(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs.toString();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
