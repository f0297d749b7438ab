package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A broker, a site and its job, which stops and goes on while somebody gives commands to it. */
final class RunningJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  // -- configuration
  private final Path directory;
  private final String topics;
  private final String[] cameras;

  // -- runtime
  private final LocalBroker broker;
  private final Site site;
  private LocalFlink flink;
  private Mailbox mailbox;

  /**
   * Starts the broker, not the job.
   *
   * @param topics what their names begin with
   * @param cameras of the configuration, one flow mapping each
   */
  RunningJob(Path directory, String topics, String... cameras) throws Exception {
    this.directory = directory;
    this.topics = topics;
    this.cameras = cameras;
    this.broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    this.site = new Site(directory, broker.bootstrapServers());
  }

  Site site() {
    return site;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  /** Creates the topics and starts the job afresh. */
  KafkaSettings start() throws Exception {
    JobConfig config = site.job(topics, cameras);
    new VideoJob(config).checkBroker(true);
    mailbox = new Mailbox(config.kafka());
    run(true);
    return config.kafka();
  }

  /** Stops the job. */
  void stop() throws Exception {
    flink.close();
  }

  /** Goes on from the newest checkpoint on so many subtasks. */
  void goOn(int parallelism) throws Exception {
    site.parallelism(parallelism);
    run(false);
  }

  private void run(boolean fresh) throws Exception {
    flink = LocalFlink.start(new VideoJob(site.job(topics, cameras)), fresh);
    flink.awaitRunning(PATIENCE);
  }

  /** What the command prints; it must succeed. */
  String voco(String... arguments) throws Exception {
    try (VocoProcess voco = command(arguments)) {
      int exit = voco.awaitEnd(PATIENCE);
      assertThat(exit).as("%s%s", voco.out(), voco.err()).isZero();
      return voco.out();
    }
  }

  /** What the command says when it is not possible. */
  String refused(String... arguments) throws Exception {
    try (VocoProcess voco = command(arguments)) {
      assertThat(voco.awaitEnd(PATIENCE)).isEqualTo(1);
      return voco.err();
    }
  }

  /** From now on commands read a file that allows any {@code retain}; the job goes by its own. */
  void forgetBounds() throws Exception {
    site.more("memory: {retain-at-most: 366 d}");
    site.config(topics, cameras);
  }

  VocoProcess command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", site.path("voco.yaml").toString()));
    return VocoProcess.start(directory, all.toArray(String[]::new));
  }

  /**
   * What is wrong with a message by the published schema.
   *
   * @param topic such as status
   */
  static Set<ValidationMessage> violations(String topic, JsonNode message) {
    String file = "/schemas/voco." + topic + ".schema.json";
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(VideoJob.class.getResourceAsStream(file))
        .validate(message.toString(), InputFormat.JSON);
  }

  @Override
  public void close() throws Exception {
    mailbox.close();
    flink.close();
    broker.stop();
  }
}
