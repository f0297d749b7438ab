package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.checkpoint.SealedCheckpoints;
import dev.vocostream.job.checkpoint.StoredFile;
import dev.vocostream.tests.job.FaultyFileSystem.Fault;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes no more, wherever in a checkpoint: the job goes on answering, the next
 * checkpoint completes, the last good one can be gone on from, and nothing is left of the others.
 */
class FailingCheckpointsITCase {
  private static final int RETAINED = 3;

  @TempDir private Path directory;

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  @Test
  void aFullDiskCostsNoMoreThanCheckpoints() throws Exception {
    try (GoldenJob job = new GoldenJob(1, null, settings())) {
      FilmedYard yard = new FilmedYard(job);
      yard.film(2);
      job.checkpoint();
      long size = sizeOf(needed());
      fail(job, yard, Fault.ONE_ERROR, 0);
      fail(job, yard, Fault.NO_SPACE, size / 3);
      fail(job, yard, Fault.SHORT_WRITE, size * 2 / 3);
      for (int i = 0; i < RETAINED; i++) {
        job.checkpoint();
      }
      // Flink deletes what it keeps no longer when it has time
      await().ignoreExceptions().untilAsserted(() -> assertThat(there()).isEqualTo(needed()));
      assertThat(job.restarted()).isFalse();
    }
    Path last = newest().directory();
    try (GoldenJob job = new GoldenJob(1, last.toUri().toString(), settings())) {
      assertThat(FilmedYard.answerOf(job, "after")).isEqualTo(FilmedYard.right(8));
    }
  }

  private void fail(GoldenJob job, FilmedYard yard, Fault fault, long after) throws Exception {
    LatestCheckpoint before = newest();
    yard.film(1);
    FaultyFileSystem.failAfter(after, fault);
    assertThatThrownBy(job::checkpoint).as("%s after %s bytes", fault, after).isNotNull();
    assertThat(yard.answer()).isEqualTo(FilmedYard.right(yard.frames()));
    assertThat(newest()).isEqualTo(before);
    FaultyFileSystem.heal();
    yard.film(1);
    job.checkpoint();
    assertThat(newest()).isNotEqualTo(before);
  }

  /** Looked for again if Flink deletes others meanwhile. */
  private LatestCheckpoint newest() {
    return await()
        .ignoreExceptions()
        .until(() -> LatestCheckpoint.below(directory, "").orElseThrow(), found -> true);
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINT_STORAGE, SealedCheckpoints.Factory.class.getName());
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "faulty://" + directory);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED);
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, RETAINED);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return settings;
  }

  private Set<Path> there() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).collect(Collectors.toSet());
    }
  }

  /** The files of all checkpoints that are kept. */
  private Set<Path> needed() throws IOException {
    Set<Path> needed = new HashSet<>();
    for (Path file : there()) {
      if (file.endsWith("_metadata")) {
        needed.add(file);
        try (InputStream in = Files.newInputStream(file)) {
          StoredFile.of(
                  Checkpoints.loadCheckpointMetadata(
                      new DataInputStream(in),
                      getClass().getClassLoader(),
                      file.getParent().toUri().toString()))
              .forEach(stored -> needed.add(Path.of(stored.path().getPath())));
        }
      }
    }
    return needed;
  }

  private static long sizeOf(Set<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }
}
