package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.FlinkPath;
import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.checkpoint.SealedCheckpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever file of the newest checkpoint is damaged, in whatever way, a job goes on from an older
 * one or is refused by the file's name: it never remembers what was not.
 */
class DamagedCheckpointITCase {
  private static final int FRAMES = 3;
  private static final int CHECKPOINTS = 3;

  /** The end of a table is padded: no one reads what is in there. */
  private static final int TABLE_END = 53;

  private static final Random RANDOM = new Random(7);

  @TempDir private static Path parent;

  private static Path directory;

  @BeforeAll
  static void live() throws Exception {
    directory = Files.createDirectory(parent.resolve("two words 5%")); // as users name theirs
    try (GoldenJob job = new GoldenJob(1, null, settings())) {
      FilmedYard yard = new FilmedYard(job);
      for (int checkpoint = 0; checkpoint < CHECKPOINTS; checkpoint++) {
        yard.film(FRAMES);
        job.checkpoint();
      }
    }
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINT_STORAGE, SealedCheckpoints.Factory.class.getName());
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPath.of(directory));
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, CHECKPOINTS);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO); // all are files
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return settings;
  }

  @Test
  void theNewestIsTakenWhereNothingIsDamaged() throws Exception {
    assertThat(latest().directory()).isEqualTo(newest());
    assertThat(latest().damaged()).isEmpty();
    assertGoesOn(newest(), CHECKPOINTS);
  }

  @Test
  void noDamageOfAnyFileGoesUnnoticed() throws Exception {
    List<String> unnoticed = new ArrayList<>();
    int damaged = 0;
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      boolean needed = isNoticed(file); // else it is an older one's alone
      for (byte[] less : needed ? damages(whole) : List.<byte[]>of()) {
        damaged++;
        Files.write(file, less);
        if (!isNoticed(file)) {
          unnoticed.add(file + " " + less.length + " of " + whole.length);
        }
      }
      Files.write(file, whole);
    }
    assertThat(unnoticed).isEmpty();
    assertThat(damaged).isGreaterThan(50);
  }

  @Test
  void whatIsRememberedInAnOlderOneIsAnsweredFrom() throws Exception {
    Path file = newest().resolve("_metadata");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, flipped(whole, whole.length / 2));
    try {
      LatestCheckpoint older = latest();
      assertThat(older.directory().getFileName()).hasToString("chk-" + (CHECKPOINTS - 1));
      assertThat(older.damaged()).singleElement().asString().contains(file.toString(), "CRC32C");
      assertGoesOn(older.directory(), CHECKPOINTS - 1);
      try (GoldenJob job = new GoldenJob(1, FlinkPath.of(newest()), settings())) {
        assertThat(job.failure())
            .as("whoever names it to Flink is refused too")
            .contains("file " + file + " is damaged");
      }
    } finally {
      Files.write(file, whole);
    }
  }

  /** The answer of a job that goes on from there. */
  private static void assertGoesOn(Path checkpoint, int number) throws Exception {
    Configuration settings = settings();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPath.of(directory.resolve("next")));
    try (GoldenJob job = new GoldenJob(1, FlinkPath.of(checkpoint), settings)) {
      assertThat(FilmedYard.answerOf(job, "after")).isEqualTo(FilmedYard.right(number * FRAMES));
    }
  }

  /** An older one is taken, or there is none and the file is named. */
  private static boolean isNoticed(Path file) throws IOException {
    try {
      LatestCheckpoint found = latest();
      return !found.directory().equals(newest())
          && (found.damaged().isEmpty() || found.damaged().get(0).contains(file.toString()));
    } catch (SetupException e) {
      return e.getMessage().contains(file.toString()) && e.getMessage().contains("--fresh");
    }
  }

  /** One bit at each end and somewhere in between, and less than there was. */
  private static List<byte[]> damages(byte[] whole) {
    byte[] half = Arrays.copyOf(whole, RANDOM.nextInt(whole.length));
    if (new String(whole, StandardCharsets.ISO_8859_1).contains("[Version]\n  rocksdb_version")) {
      return List.of(half); // RocksDB's options, which are for people to read
    }
    int between = RANDOM.nextInt(Math.max(1, whole.length - TABLE_END));
    return List.of(
        flipped(whole, 0), flipped(whole, between), flipped(whole, whole.length - 1), half);
  }

  private static byte[] flipped(byte[] whole, int at) {
    byte[] damaged = whole.clone();
    damaged[at] ^= 1;
    return damaged;
  }

  private static LatestCheckpoint latest() throws IOException {
    return LatestCheckpoint.below(directory, "start empty with --fresh").orElseThrow();
  }

  private static Path newest() throws IOException {
    try (Stream<Path> all = Files.walk(directory, 2)) {
      return all.filter(path -> path.endsWith("chk-" + CHECKPOINTS)).findAny().orElseThrow();
    }
  }

  /** Of the newest checkpoint, and those that it shares with others. */
  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : List.of(newest(), newest().resolveSibling("shared"))) {
      try (Stream<Path> all = Files.list(place)) {
        all.forEach(files::add);
      }
    }
    return files;
  }
}
