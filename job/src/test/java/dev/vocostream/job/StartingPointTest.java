package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingPointTest {
  @TempDir private Path directory;

  private Path checkpoint;
  private Path metadata;
  private Path shared;

  @BeforeEach
  void write() throws IOException {
    shared = Files.createDirectory(directory.resolve("shared"));
    checkpoint = Files.createDirectory(directory.resolve("chk-1"));
    metadata = Files.writeString(checkpoint.resolve("_metadata"), "");
  }

  @Test
  void oneThatOnlyItsOwnerAndGroupMayWriteToIsTaken() throws IOException {
    allow(checkpoint, "rwxrwxr-x");
    allow(metadata, "rw-rw-r--");
    assertThat(owned().uri()).endsWith("chk-1");
    assertThat(new StartingPoint("s3://bucket/savepoint", false).uri()).startsWith("s3:");
  }

  @Test
  void oneThatEverybodyMayWriteToIsRefusedAndTheReasonNamed() throws IOException {
    for (Path open : new Path[] {checkpoint, metadata, shared, directory}) {
      allow(open, "rwxrwxrwx");
      assertThatThrownBy(this::owned)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("everybody may write to " + open)
          .hasMessageContaining("chmod -R o-w");
      allow(open, "rwxr-xr-x");
    }
  }

  @Test
  void whereNobodyTakesAwayWhatIsAnothersItMayLie() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(owned().owned()).isTrue();
  }

  private StartingPoint owned() {
    return StartingPoint.owned(new LatestCheckpoint(checkpoint, List.of()));
  }

  private static void allow(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }
}
