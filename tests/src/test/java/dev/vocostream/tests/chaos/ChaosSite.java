package dev.vocostream.tests.chaos;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A directory with the clips of cameras and a configuration that names them.
 *
 * @param interval between checkpoints, as {@code voco.yaml} has it
 * @param skipUnchanged whether frames are left out that show nothing new
 * @param shortTransactions whether transactions may last {@link #SHORT_TRANSACTION_SECONDS} only
 */
record ChaosSite(
    Path directory,
    String bootstrap,
    List<ChaosCamera> cameras,
    String interval,
    boolean skipUnchanged,
    boolean shortTransactions) {
  static final int SHORT_TRANSACTION_SECONDS = 40;

  /** A directory beside the clips. */
  static final String TROUBLES = "troubles";

  private static final String SHORT_TRANSACTIONS =
      ", transaction-timeout: %d s, longest-outage: 5 s".formatted(SHORT_TRANSACTION_SECONDS);

  /** Of a job that takes all frames. */
  ChaosSite(Path directory, String bootstrap, List<ChaosCamera> cameras, String interval) {
    this(directory, bootstrap, cameras, interval, false, false);
  }

  ChaosSite skippingUnchanged(boolean skip) {
    return new ChaosSite(directory, bootstrap, cameras, interval, skip, shortTransactions);
  }

  ChaosSite withShortTransactions() {
    return new ChaosSite(directory, bootstrap, cameras, interval, skipUnchanged, true);
  }

  void writeClips() throws IOException {
    for (ChaosCamera camera : cameras) {
      camera.writeClip(directory);
    }
  }

  /** The job with the numbered model. */
  VideoJob job(int parallelism) throws IOException {
    return job(parallelism, false);
  }

  /**
   * @param leaks whether the model keeps four KiB of each frame it was shown
   */
  VideoJob job(int parallelism, boolean leaks) throws IOException {
    return new VideoJob(
        config(parallelism), new NumberedSource(leaks, trouble()), NumberedModel::describe);
  }

  /** What devices do where somebody has made this directory for it. */
  private DeviceTrouble trouble() {
    Path troubles = directory.resolve(TROUBLES);
    return Files.isDirectory(troubles)
        ? new DeviceTrouble(troubles.toString())
        : DeviceTrouble.NONE;
  }

  JobConfig config(int parallelism) throws IOException {
    String lines = cameras.stream().map(ChaosCamera::yaml).collect(Collectors.joining(",\n  "));
    String yaml =
        """
        model: {directory: .}
        checkpoints: {directory: checkpoints, interval: %s%s}
        sample: {skip-unchanged: %b}
        status: {every: 1 s}
        erase: {within: 1 min}
        parallelism: %d
        ui-port: %d
        kafka: {bootstrap-servers: "%s", transactional-id-prefix: chaos, group-id: chaos%s}
        # A suite fails oftener than a cluster: each failure shall find the first delay again.
        flink: {restart-strategy.exponential-delay.reset-backoff-threshold: 10 s}
        cameras: [%s]
        """
            .formatted(
                interval,
                shortTransactions ? ", timeout: 4 s" : "",
                skipUnchanged,
                parallelism,
                freePort(),
                bootstrap,
                shortTransactions ? SHORT_TRANSACTIONS : "",
                lines);
    return JobConfig.read(Files.writeString(directory.resolve("voco.yaml"), yaml));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
