package dev.vocostream.tests.job;

import dev.vocostream.job.JobConfig;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import dev.vocostream.operators.decode.DemoScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with a real model, real clips and a configuration that names them. */
final class Site {
  private final Path directory;
  private final String bootstrap;
  private final int uiPort = freePort();
  private int parallelism = 2;
  private boolean skipUnchanged;
  private String model = "model";
  private String more = "";

  Site(Path directory, String bootstrap) throws IOException {
    this.directory = directory;
    this.bootstrap = bootstrap;
    UntrainedCheckpoint.write(directory.resolve("model"), 7, ModelShape.TINY);
    DemoScene.YARD.write(directory.resolve("yard.mp4"));
    DemoScene.DOOR.write(directory.resolve("door.mp4"));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Of the configurations written from now on; two unless said otherwise. */
  void parallelism(int subtasks) {
    parallelism = subtasks;
  }

  /** Of the configurations written from now on: a directory in this one. */
  void model(String name) {
    model = name;
  }

  /** A line more in the configurations written from now on. */
  void more(String line) {
    more = line;
  }

  /** Of the configurations written from now on; not skipped unless said otherwise. */
  void skipUnchanged(boolean skip) {
    skipUnchanged = skip;
  }

  /** Writes {@code voco.yaml} with these cameras, one flow mapping a line. */
  Path config(String topics, String... cameras) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            """
            model: {directory: %6$s}
            checkpoints: {directory: checkpoints, interval: 500 ms}
            sample: {skip-unchanged: %5$b} # where frames are counted, each must be there
            parallelism: %1$d
            ui-port: %2$d
            %7$s
            kafka:
              bootstrap-servers: %3$s
              transactional-id-prefix: %4$s
              group-id: %4$s
              topics: {questions: %4$s.questions, answers: %4$s.answers, rejected: %4$s.rejected,
                       cameras: %4$s.cameras, status: %4$s.status, monitors: %4$s.monitors,
                       alerts: %4$s.alerts, scores: %4$s.scores}
            cameras:
            """
                .formatted(parallelism, uiPort, bootstrap, topics, skipUnchanged, model, more));
    for (String camera : cameras) {
      yaml.append("  - ").append(camera).append('\n');
    }
    return Files.writeString(path("voco.yaml"), yaml);
  }

  JobConfig job(String topics, String... cameras) throws IOException {
    return JobConfig.read(config(topics, cameras));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
