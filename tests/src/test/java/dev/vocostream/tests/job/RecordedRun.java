package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.local.FlinkRest;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.operators.decode.DemoScene;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker, a Flink and the commands given to them, all processes; a transcript says what was. */
final class RecordedRun implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Pattern JOB = Pattern.compile("running as ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (\\S+)");
  private static final String CONFIG =
      """
      model: {directory: model}   # the one in the box
      kafka: {bootstrap-servers: '%s'}
      checkpoints: {directory: checkpoints, interval: PT1S}
      parallelism: %d
      cameras:
        - {id: yard, url: yard.mp4, fps: 1, play: loop, pace: live, retain: PT30M}
        - {id: door, url: door.mp4, fps: 1, play: loop, pace: live, retain: PT30M}
      """;

  // -- configuration
  private final Path directory;
  private final Transcript transcript;
  private final LocalBroker broker;
  private final FlinkProcesses flink;

  // -- runtime
  private final List<VocoProcess> begun = new ArrayList<>();
  private String job;
  private int asked;

  /** Starts the broker. */
  RecordedRun(Path directory, Transcript transcript) throws Exception {
    this.directory = directory;
    this.transcript = transcript;
    BundledModel.write(directory.resolve("model"));
    DemoScene.YARD.write(directory.resolve("yard.mp4"));
    DemoScene.DOOR.write(directory.resolve("door.mp4"));
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    // the shipped settings, and that tasks are spread over all task managers
    List<String> settings = List.of("taskmanager.load-balance.mode=SLOTS");
    flink = new FlinkProcesses(directory.resolve("flink"), settings, List.of());
    configure(1);
  }

  /** A sentence of the transcript. */
  void say(String text) throws IOException {
    transcript.say(text);
  }

  FlinkProcesses flink() {
    return flink;
  }

  /** Writes {@code voco.yaml}. */
  String configure(int parallelism) throws Exception {
    String yaml = CONFIG.formatted(broker.bootstrapServers(), parallelism);
    Files.writeString(config(), yaml);
    return yaml;
  }

  KafkaSettings kafka() {
    return JobConfig.read(config()).kafka();
  }

  private Path config() {
    return directory.resolve("voco.yaml");
  }

  /** The directory of that name in the run's, as a URI. */
  String place(String name) {
    return "file://" + directory.resolve(name);
  }

  /** Waits for so many free slots. */
  void awaitSlots(int count) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/overview").path("slots-available").asInt() == count);
  }

  /** How many task managers have tasks of the job. */
  long busyTaskManagers() throws Exception {
    long busy = 0;
    for (JsonNode one : get("/taskmanagers").path("taskmanagers")) {
      busy += one.path("freeSlots").asInt() < one.path("slotsNumber").asInt() ? 1 : 0;
    }
    return busy;
  }

  private JsonNode get(String path) throws Exception {
    FlinkRest rest = new FlinkRest(URI.create("http://" + flink.address()));
    return new ObjectMapper().readTree(rest.get(path).body());
  }

  /** Submits the job; waits until it runs. */
  void submit(String... more) throws Exception {
    String[] first = {"submit", "--to", flink.address()};
    job = group(JOB, voco(Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new)));
  }

  /** What the command prints; it must succeed, and is written down. */
  String voco(String... arguments) throws Exception {
    Instant began = Instant.now();
    try (VocoProcess voco = begin(arguments)) {
      end(voco);
      transcript.ran(shown(arguments), began, since(began), voco.out());
      return voco.out();
    }
  }

  /** As above; of what it prints the first lines are written down. */
  void head(int lines, String... arguments) throws Exception {
    Instant began = Instant.now();
    String out = quietly(arguments);
    String first = out.lines().limit(lines).collect(Collectors.joining("\n"));
    long more = out.lines().count() - lines;
    transcript.ran(shown(arguments), began, since(began), first + "\n... " + more + " lines more");
  }

  /** As above, but not written down. */
  String quietly(String... arguments) throws Exception {
    try (VocoProcess voco = begin(arguments)) {
      end(voco);
      return voco.out();
    }
  }

  /** Starts a command that ends when it likes, and with the run at the latest. */
  VocoProcess begin(String... arguments) throws Exception {
    VocoProcess voco = VocoProcess.start(directory, withConfig(arguments).toArray(String[]::new));
    begun.add(voco);
    List<String> words = List.of(arguments);
    asked += words.get(0).equals("ask") && !words.contains("--savepoint") ? 1 : 0;
    return voco;
  }

  /** The words of a question to both cameras. */
  static String[] question(String... more) {
    List<String> words = new ArrayList<>(List.of("ask", "--camera", "yard", "--camera", "door"));
    words.addAll(List.of("--patience", "PT3M"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** How many questions were asked of the job by commands. */
  int asked() {
    return asked;
  }

  static void end(VocoProcess voco) throws Exception {
    int exit = voco.awaitEnd(PATIENCE);
    assertThat(exit).as("%s%s", voco.out(), voco.err()).isZero();
  }

  /** A command as a reader types it. */
  List<String> shown(String... arguments) {
    List<String> words = withConfig(arguments);
    words.add(0, "./voco");
    return words;
  }

  private List<String> withConfig(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--config", config().toString()));
    return words;
  }

  /** Ends the job with a savepoint in this directory, and returns where it is. */
  String stopWithSavepoint(String into) throws Exception {
    return flink("stop", "-m", flink.address(), "--savepointPath", place(into), job);
  }

  /** Takes a savepoint in this directory from the running job, and returns where it is. */
  String savepoint(String into) throws Exception {
    return flink("savepoint", "-m", flink.address(), job, place(into));
  }

  private String flink(String... arguments) throws Exception {
    Instant began = Instant.now();
    Path output = Files.createTempFile(directory, "flink", ".out");
    Process client = flink.startClient(output, List.of(arguments));
    boolean ended = client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    client.destroyForcibly();
    String printed = Files.readString(output);
    assertThat(ended && client.exitValue() == 0).as(printed).isTrue();
    List<String> words = new ArrayList<>(List.of("$FLINK_HOME/bin/flink"));
    words.addAll(List.of(arguments));
    transcript.ran(words, began, since(began), printed);
    return group(SAVEPOINT, printed);
  }

  private static String group(Pattern pattern, String printed) {
    Matcher found = pattern.matcher(printed);
    assertThat(found.find()).as(printed).isTrue();
    return found.group(1);
  }

  static Duration since(Instant began) {
    return Duration.between(began, Instant.now());
  }

  /** Kills all that is left of Flink and the broker. */
  void killAll() throws Exception {
    flink.close();
    broker.kill();
  }

  @Override
  public void close() throws Exception {
    for (VocoProcess voco : begun) {
      voco.close();
    }
    killAll();
  }
}
