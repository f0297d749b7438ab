package dev.vocostream.job.benchmark;

import dev.vocostream.model.benchmark.Measured;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * What checkpoints of small and of large windows take, and what they write, where between two of
 * them as many frames are new. Large windows are full: a frame that comes pushes one out.
 */
final class CheckpointMeasure {
  private final BenchmarkJob job;
  private final FilmedCameras cameras;
  private final JobPlan plan;
  private final long frameBytes;

  // -- measured
  final Measured smallSeconds = new Measured();
  final Measured largeSeconds = new Measured();
  final Measured bytesPerNewByte = new Measured();
  final Measured diskOverPayload = new Measured();
  private long uploaded;
  private long written;

  /**
   * @param frameBytes of one frame's activations
   */
  CheckpointMeasure(BenchmarkJob job, FilmedCameras cameras, JobPlan plan, long frameBytes) {
    this.job = job;
    this.cameras = cameras;
    this.plan = plan;
    this.frameBytes = frameBytes;
  }

  /** Leaves a full window behind. */
  void run(Consumer<String> progress) throws Exception {
    if (plan.isWhole()) {
      progress.accept("checkpoints of small windows");
      fill(plan.smallWindow());
      for (int i = 0; i < plan.rounds(); i++) {
        cameras.film(plan.newFrames());
        smallSeconds.add(job.checkpoint().getEndToEndDuration() / 1e3);
      }
    }
    progress.accept("filling windows");
    fill(plan.window());
    for (int i = 1; i <= plan.checkpoints(); i++) {
      progress.accept("checkpoint %d of %d".formatted(i, plan.checkpoints()));
      cameras.film(plan.newFrames());
      add(job.checkpoint());
    }
  }

  private void fill(int frames) throws Exception {
    cameras.keep(frames);
    cameras.film(frames);
    job.checkpoint();
  }

  private void add(CompletedCheckpointStats taken) {
    long fresh = frameBytes * plan.newFrames() * plan.cameras();
    double payload = (double) frameBytes * plan.window() * plan.cameras();
    largeSeconds.add(taken.getEndToEndDuration() / 1e3);
    bytesPerNewByte.add((double) taken.getCheckpointedSize() / fresh);
    diskOverPayload.add(taken.getStateSize() / payload);
    uploaded += taken.getCheckpointedSize();
    written += fresh;
  }

  /** Of all checkpoints of large windows: those that write a compaction's output weigh in. */
  double meanBytesPerNewByte() {
    return (double) uploaded / written;
  }
}
