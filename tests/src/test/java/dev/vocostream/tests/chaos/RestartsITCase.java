package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import dev.vocostream.operators.decode.DemoScene;
import dev.vocostream.tests.job.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that follow one another on a task manager leave nothing behind in it: a cluster outlives
 * many. Each restores what the one before remembered, decodes and answers with the real model, and
 * is cancelled.
 */
@Tag("chaos")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class RestartsITCase {
  private static final int JOBS = Integer.getInteger("vocostream.jobs", 20);

  /** By then every pool has its threads, and what is compiled is compiled. */
  private static final int SETTLED = 5;

  private static final long MOST_BYTES = 50L << 20;
  private static final int MOST_CLASS_LOADERS = 2;

  @TempDir private Path directory;

  /** What a task manager holds when its job is gone. */
  private record Left(int classLoaders, int threads, int files, long memory, long cached) {}

  @Test
  void nothingIsLeftOfJobsThatWereCancelled() throws Exception {
    List<Left> left = new ArrayList<>();
    // A heap that is not there yet looks like a leak while it comes.
    try (ChaosCluster cluster = new ChaosCluster(directory, List.of("-XX:+AlwaysPreTouch"))) {
      cluster.start(1);
      VideoJob job = new VideoJob(config(cluster.bootstrap()));
      job.checkBroker(true);
      try (Mailbox mailbox = new Mailbox(job.config().kafka())) {
        for (int i = 1; i <= JOBS; i++) {
          cluster.submit(job);
          ask(mailbox, "question-" + i);
          cluster.cancelJob();
          left.add(leftIn(cluster.taskManagers().get(0)));
          System.out.println("job " + i + ": " + left.get(i - 1));
        }
      }
    }
    Left settled = left.get(Math.min(SETTLED, JOBS) - 1);
    Left last = left.get(JOBS - 1);
    assertThat(last.memory() - settled.memory()).as("bytes").isLessThanOrEqualTo(MOST_BYTES);
    assertThat(last.classLoaders()).isLessThanOrEqualTo(MOST_CLASS_LOADERS);
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(settled.threads());
    assertThat(last.files()).as("open files").isLessThanOrEqualTo(settled.files());
    assertThat(last.cached()).as("unpacked libraries").isEqualTo(settled.cached());
  }

  private JobConfig config(String bootstrap) throws Exception {
    UntrainedCheckpoint.write(directory.resolve("model"), 7, ModelShape.TINY);
    DemoScene.YARD.write(directory.resolve("yard.mp4"));
    return JobConfig.read(
        Files.writeString(
            directory.resolve("voco.yaml"),
            """
            model: {directory: model}
            checkpoints: {directory: checkpoints, interval: 1 s}
            status: {every: 1 s}
            parallelism: 2
            kafka: {bootstrap-servers: "%s", transactional-id-prefix: again, group-id: again}
            cameras:
              - {id: yard, url: yard.mp4, fps: 4, play: loop, pace: live}
              - {id: gate, url: yard.mp4, fps: 2, play: loop, pace: live}
            """
                .formatted(bootstrap)));
  }

  /** Both cameras are asked, so that all of the job has been at work. */
  private static void ask(Mailbox mailbox, String id) throws Exception {
    mailbox.ask(
        """
        {"id":"%s","cameras":["yard","gate"],"text":"What is there?","maxTokens":8,"deadline":"%s"}
        """
            .formatted(id, Instant.now().plusSeconds(120)));
    assertThat(mailbox.answer(id, ChaosCluster.PATIENCE).path("answers")).hasSize(2);
  }

  /** Whatever ends behind a job, as threads of its Kafka clients do, has ended. */
  private static Left leftIn(Process taskManager) throws Exception {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ofSeconds(3))
        .until(() -> classLoadersIn(taskManager) <= MOST_CLASS_LOADERS);
    Footprint all = Footprint.of(taskManager, 0, 0);
    return new Left(
        classLoadersIn(taskManager), all.threads(), all.files(), all.memory(), cachedLibraries());
  }

  /** Of users' code. The histogram is of what is alive: all else is collected for it. */
  private static int classLoadersIn(Process process) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), process.pid() + "", "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String printed = new String(histogram.getInputStream().readAllBytes());
    assertThat(histogram.waitFor()).as(printed).isZero();
    return printed
        .lines()
        .filter(line -> line.contains("FlinkUserCodeClassLoaders$SafetyNetWrapperClassLoader"))
        .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+")[1]))
        .sum();
  }

  /** Files that JavaCPP has unpacked. */
  private static long cachedLibraries() throws Exception {
    Path cache = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
