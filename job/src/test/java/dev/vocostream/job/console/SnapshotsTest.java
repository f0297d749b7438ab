package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static final Duration RETAIN = Duration.ofMinutes(10);

  private Instant now = NOON.plus(Duration.ofDays(1)); // the camera is a file
  private final Snapshots snapshots = new Snapshots(1_000, RETAIN, () -> now.toEpochMilli());

  @Test
  void findsThePictureOfThatFrameAndNoOther() {
    byte[] jpeg = new byte[10];
    keep("yard", NOON, jpeg);
    assertThat(snapshots.find("yard", Instant.parse("2026-05-01T12:00:00.000Z")))
        .containsSame(jpeg);
    assertThat(snapshots.find("yard", NOON.plusMillis(1))).isEmpty();
    assertThat(snapshots.find("door", NOON)).isEmpty();
    assertThat(snapshots.find(null, NOON)).isEmpty();
  }

  @Test
  void makesRoomAtTheCostOfWhoHasMost() {
    keep("door", NOON, new byte[100]);
    for (int i = 0; i < 20; i++) {
      keep("yard", NOON.plusSeconds(i), new byte[100]);
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
      keep("yard", NOON, new byte[600]);
    }
    keep("door", NOON, new byte[400]);
    assertThat(snapshots.find("yard", NOON)).isPresent();
    assertThat(snapshots.find("door", NOON)).isPresent();
  }

  @Test
  void keepsNothingThatIsLargerThanAllItsRoom() {
    keep("yard", NOON, new byte[1_001]);
    assertThat(snapshots.find("yard", NOON)).isEmpty();
    keep("yard", NOON, new byte[1_000]);
    assertThat(snapshots.find("yard", NOON)).isPresent();
  }

  @Test
  void forgetsACameraWholly() {
    keep("yard", NOON, new byte[900]);
    snapshots.forget("yard");
    snapshots.forget("never seen");
    assertThat(snapshots.find("yard", NOON)).isEmpty();
    keep("door", NOON, new byte[500]);
    keep("door", NOON.plusSeconds(1), new byte[500]);
    assertThat(snapshots.find("door", NOON)).isPresent();
  }

  @Test
  void showsNothingForLongerThanCamerasRemember() {
    keep("yard", NOON, new byte[10]);
    now = now.plus(RETAIN);
    assertThat(snapshots.find("yard", NOON)).isPresent();
    now = now.plusMillis(1);
    assertThat(snapshots.find("yard", NOON)).isEmpty();
  }

  @Test
  void takesNoneThatItsTopicShouldHaveLetGo() {
    long written = now.minus(RETAIN).toEpochMilli();
    assertThat(snapshots.keep("yard", NOON, new byte[10], written - 1)).isFalse();
    assertThat(snapshots.find("yard", NOON)).isEmpty();
    assertThat(snapshots.keep("yard", NOON, new byte[10], written)).isTrue();
  }

  @Test
  void whatIsOldTakesNoRoomAndItsCameraIsNamedOnce() {
    keep("yard", NOON, new byte[500]);
    keep("door", NOON, new byte[100]);
    now = now.plus(RETAIN.dividedBy(2));
    keep("door", NOON.plusSeconds(1), new byte[400]);
    assertThat(snapshots.forgetOld()).isEmpty();

    now = now.plus(RETAIN.dividedBy(2)).plusMillis(1);
    assertThat(snapshots.forgetOld()).containsExactly("yard");
    assertThat(snapshots.forgetOld()).isEmpty();
    keep("yard", NOON, new byte[600]);
    assertThat(snapshots.find("yard", NOON)).isPresent();
    assertThat(snapshots.find("door", NOON.plusSeconds(1))).isPresent();
  }

  @Test
  void aCameraThatLostItsLastPictureToOthersIsNamed() {
    keep("yard", NOON, new byte[1_001]);
    assertThat(snapshots.forgetOld()).containsExactly("yard");
  }

  private void keep(String camera, Instant time, byte[] jpeg) {
    assertThat(snapshots.keep(camera, time, jpeg, now.toEpochMilli())).isTrue();
  }
}
