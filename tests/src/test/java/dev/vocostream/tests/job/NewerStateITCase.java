package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.checkpoint.SealedCheckpoints;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State of a newer build is refused before anything of it is read, by both versions' names; that of
 * an older one is gone on from.
 */
class NewerStateITCase {
  private static final int FRAMES = 3;

  /** What stands behind the version: a checksum and a mark. */
  private static final int BEHIND = 12;

  /** A word and the version. */
  private static final int VERSION = 12;

  @TempDir private static Path directory;
  private static Path metadata;
  private static byte[] whole;

  @BeforeAll
  static void live() throws Exception {
    try (GoldenJob job = new GoldenJob(1, null, settings())) {
      new FilmedYard(job).film(FRAMES);
      Path savepoint = Path.of(URI.create(job.savepoint(directory.toUri().toString())));
      metadata = savepoint.resolve("_metadata");
    }
    whole = Files.readAllBytes(metadata);
  }

  private static Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(
        CheckpointingOptions.CHECKPOINT_STORAGE, SealedCheckpoints.Factory.class.getName());
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("own").toUri().toString());
    return settings;
  }

  @Test
  void whatANewerBuildWroteIsRefusedAtTheStart() throws Exception {
    int version = ByteBuffer.wrap(whole).getInt(whole.length - BEHIND - Integer.BYTES);
    ByteBuffer newer = ByteBuffer.wrap(whole.clone());
    newer.putInt(whole.length - BEHIND - Integer.BYTES, version + 1);
    newer.put(0, (byte) 99); // Flink's own format may be another by then
    Files.write(metadata, checked(newer.array()));
    String[] said = {
      metadata.toString(), "up to " + version, "found version " + (version + 1), "the build that"
    };

    assertThatThrownBy(() -> StartingPoint.of(null, false, uri()))
        .as("voco submit --from, voco ask --savepoint")
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(said);
    assertThatThrownBy(() -> LatestCheckpoint.below(directory, "or start empty with --fresh"))
        .as("no older one is taken instead")
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(said)
        .hasMessageContaining("--fresh");
    try (GoldenJob job = new GoldenJob(1, uri(), settings())) {
      assertThat(job.failure()).as("whoever names it to Flink").contains(said);
    }
  }

  @Test
  void whatWasWrittenBeforeThereWereVersionsIsGoneOnFrom() throws Exception {
    int end = whole.length - BEHIND;
    ByteBuffer older = ByteBuffer.allocate(whole.length - VERSION);
    older.put(whole, 0, end - VERSION).put(whole, end, BEHIND);
    Files.write(metadata, checked(older.array()));

    assertThat(StartingPoint.of(null, false, uri()).damaged()).isEmpty();
    try (GoldenJob job = new GoldenJob(1, uri(), settings())) {
      assertThat(FilmedYard.answerOf(job, "after")).isEqualTo(FilmedYard.right(FRAMES));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/golden-savepoint", "/golden-savepoint-2"})
  void whatWasWrittenBeforeThereWereSealsIsTakenToo(String golden) throws Exception {
    Path savepoint = Path.of(getClass().getResource(golden).toURI());
    assertThat(StartingPoint.of(null, false, savepoint.toString()).damaged()).isEmpty();
  }

  private static String uri() {
    return metadata.getParent().toUri().toString();
  }

  /** With the checksum that belongs to what is before it. */
  private static byte[] checked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(Arrays.copyOf(bytes, bytes.length - BEHIND));
    return ByteBuffer.wrap(bytes).putInt(bytes.length - BEHIND, (int) crc.getValue()).array();
  }
}
