package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final Snapshots snapshots = new Snapshots(1_000);

  @Test
  void findsThePictureOfThatFrameAndNoOther() {
    byte[] jpeg = new byte[10];
    snapshots.keep("yard", NOON, jpeg);
    assertThat(snapshots.find("yard", Instant.parse("2026-05-01T12:00:00.000Z")))
        .containsSame(jpeg);
    assertThat(snapshots.find("yard", NOON.plusMillis(1))).isEmpty();
    assertThat(snapshots.find("door", NOON)).isEmpty();
    assertThat(snapshots.find(null, NOON)).isEmpty();
  }

  @Test
  void makesRoomAtTheCostOfWhoHasMost() {
    snapshots.keep("door", NOON, new byte[100]);
    for (int i = 0; i < 20; i++) {
      snapshots.keep("yard", NOON.plusSeconds(i), new byte[100]);
    }
    assertThat(snapshots.find("door", NOON)).isPresent();
    assertThat(snapshots.find("yard", NOON.plusSeconds(10))).isEmpty();
    for (int i = 11; i < 20; i++) {
      assertThat(snapshots.find("yard", NOON.plusSeconds(i))).as("second %d", i).isPresent();
    }
  }

  @Test
  void countsAPictureThatCameTwiceOnce() {
    for (int i = 0; i < 100; i++) {
      snapshots.keep("yard", NOON, new byte[600]);
    }
    snapshots.keep("door", NOON, new byte[400]);
    assertThat(snapshots.find("yard", NOON)).isPresent();
    assertThat(snapshots.find("door", NOON)).isPresent();
  }

  @Test
  void keepsNothingThatIsLargerThanAllItsRoom() {
    snapshots.keep("yard", NOON, new byte[1_001]);
    assertThat(snapshots.find("yard", NOON)).isEmpty();
    snapshots.keep("yard", NOON, new byte[1_000]);
    assertThat(snapshots.find("yard", NOON)).isPresent();
  }

  @Test
  void forgetsACameraWholly() {
    snapshots.keep("yard", NOON, new byte[900]);
    snapshots.forget("yard");
    snapshots.forget("never seen");
    assertThat(snapshots.find("yard", NOON)).isEmpty();
    snapshots.keep("door", NOON, new byte[500]);
    snapshots.keep("door", NOON.plusSeconds(1), new byte[500]);
    assertThat(snapshots.find("door", NOON)).isPresent();
  }
}
