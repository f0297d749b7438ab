package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The enumerator when cameras must move between readers. */
class MovingCamerasTest {
  private static final long NOW = 5_000;
  private static final Playhead FAR = new Playhead(1, 10_000, 2_000, 900);

  private final FakeEnumeratorContext context = new FakeEnumeratorContext(2);
  private final ChangingDirectory directory = new ChangingDirectory(camera("a"), camera("b"));
  private final CameraEnumerator enumerator = started(List.of());

  @Test
  void movesACameraWhereOneReaderHasTwoMoreThanAnother() {
    leaveTwoWithReaderOne();
    assertThat(context.askedOf(1)).containsExactly(new ReleaseCamera("d"));
    context.tick();
    assertThat(context.askedOf(1)).as("asked once").isEmpty();

    enumerator.handleSourceEvent(1, new CameraReleased(played("d")));

    assertThat(context.givenTo(0)).endsWith(played("d"));
    assertThat(context.askedOf(0)).isEmpty();
    assertThat(context.askedOf(1)).isEmpty();
    see(camera("b"), camera("d").paused(true));
    assertThat(context.givenTo(0)).as("its reader now").endsWith(first(camera("d").paused(true)));
  }

  @Test
  void aCameraThatIsChangedOnItsWayArrivesChanged() {
    leaveTwoWithReaderOne();
    see(camera("b"), camera("d").paused(true));
    assertThat(context.givenTo(1)).containsExactly(first(camera("b")), first(camera("d")));

    enumerator.handleSourceEvent(1, new CameraReleased(played("d")));

    assertThat(context.givenTo(0))
        .endsWith(new CameraSplit(camera("d").paused(true), 7, FAR, false));
  }

  /** Its reader says so, behind the frames that it had sent. */
  @Test
  void aCameraFarAheadOfTheClockThatComesToShowAnotherVideoOnItsWayBeginsAnew() {
    leaveTwoWithReaderOne();
    CameraSettings moved =
        SelfDescribingClip.camera("d", Path.of("/clips/x.mp4"), 1, Play.LOOP, Pace.FAST);
    see(camera("b"), moved);
    CameraSplit ahead = new CameraSplit(camera("d"), 7, FAR.at(2_000, NOW + 60_000), false);

    enumerator.handleSourceEvent(1, new CameraReleased(ahead));

    assertThat(context.givenTo(1)).endsWith(ahead.asRemoved(), first(moved));
  }

  @Test
  void aCameraThatIsRemovedOnItsWayStaysRemoved() {
    leaveTwoWithReaderOne();
    see(camera("b"));
    int given = context.givenTo(0).size();

    enumerator.handleSourceEvent(1, new CameraReleased(played("d")));

    assertThat(context.givenTo(1)).endsWith(CameraSplit.removed("d"));
    assertThat(context.givenTo(0)).hasSize(given);
  }

  /** The answer is about the former one; its reader has the new one as well by then. */
  @Test
  void aCameraThatIsRemovedAndAddedAgainOnItsWayStaysWithItsReader() {
    leaveTwoWithReaderOne();
    assertThat(context.askedOf(1)).containsExactly(new ReleaseCamera("d"));
    see(camera("b"));
    see(camera("b"), camera("d"));
    assertThat(context.givenTo(1)).endsWith(CameraSplit.removed("d"), first(camera("d")));
    see(camera("b"), camera("d").paused(true));
    assertThat(context.givenTo(1)).as("told").endsWith(first(camera("d").paused(true)));
    int given = context.givenTo(0).size();

    enumerator.handleSourceEvent(1, new CameraReleased(played("d")));

    assertThat(context.givenTo(0)).as("one reader has it").hasSize(given);
    assertThat(context.askedOf(1)).as("asked anew").containsExactly(new ReleaseCamera("d"));
    enumerator.handleSourceEvent(1, new CameraReleased(first(camera("d"))));
    assertThat(context.givenTo(0)).endsWith(first(camera("d").paused(true)));
  }

  /**
   * Frames behind the checkpoint are gone with it, so the place of the checkpoint is the right one.
   */
  @Test
  void aCameraThatMovedAfterTheCheckpointGoesBackToItsPlaceInIt() {
    leaveTwoWithReaderOne();
    Playhead further = new Playhead(9, 90_000, 2_000, 9_900);
    enumerator.handleSourceEvent(
        1, new CameraReleased(new CameraSplit(camera("d"), 7, further, false)));
    List<CameraSplit> lost = context.fail(0);
    context.fail(1);
    enumerator.addSplitsBack(lost.subList(lost.size() - 1, lost.size()), 0);

    join(0);
    join(1, played("b"), played("d"));

    assertThat(context.givenTo(0)).containsExactly(played("b"));
    assertThat(context.givenTo(1)).containsExactly(played("d"));
  }

  @Test
  void aReaderThatFailsWhileItIsAskedIsAskedAgainWhenItIsStillNeeded() {
    leaveTwoWithReaderOne();
    assertThat(context.askedOf(1)).hasSize(1);
    context.fail(1);

    join(1, played("b"), played("d"));

    assertThat(context.camerasOf(0)).endsWith("b");
    assertThat(context.camerasOf(1)).containsExactly("d");
    assertThat(context.askedOf(1)).as("even now").isEmpty();
  }

  private CameraEnumerator started(List<CameraSplit> restored) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW));
    CameraEnumerator made = new CameraEnumerator(context, directory, restored, clock);
    made.start();
    return made;
  }

  /** Cameras b and d; a and c, which reader 0 had, are removed. */
  private void leaveTwoWithReaderOne() {
    join(0);
    join(1);
    see(camera("a"), camera("b"), camera("c"), camera("d"));
    see(camera("b"), camera("d"));
  }

  private void join(int reader, CameraSplit... reported) {
    context.register(reader, reported);
    enumerator.addReader(reader);
  }

  private void see(CameraSettings... cameras) {
    directory.now(cameras);
    context.tick();
  }

  private static CameraSplit first(CameraSettings settings) {
    return CameraSplit.firstOf(settings, NOW);
  }

  private static CameraSplit played(String camera) {
    return new CameraSplit(camera(camera), 7, FAR, false);
  }

  private static CameraSettings camera(String id) {
    return SelfDescribingClip.camera(id, Path.of("/clips", id + ".mp4"), 1, Play.LOOP, Pace.FAST);
  }
}
