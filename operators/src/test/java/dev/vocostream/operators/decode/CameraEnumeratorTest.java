package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CameraEnumeratorTest {
  private static final long NOW = 5_000;
  private static final Playhead FAR = new Playhead(1, 10_000, 2_000, 900);

  private final FakeEnumeratorContext context = new FakeEnumeratorContext(2);

  @Test
  void spreadsTheCamerasOnceAllReadersAreThere() {
    CameraEnumerator enumerator = enumerator(List.of(), "a", "b", "c");
    join(enumerator, 0);
    assertThat(context.givenTo(0)).isEmpty();

    join(enumerator, 1);

    assertThat(context.camerasOf(0)).containsExactly("a", "c");
    assertThat(context.camerasOf(1)).containsExactly("b");
    assertThat(context.givenTo(0)).extracting(CameraSplit::start).containsOnly(NOW);
    assertThat(context.toldNoMore).containsExactly(0, 1);
  }

  /** The enumerator outlives the task: if it still believed its old map, no camera would resume. */
  @Test
  void givesCamerasOutAgainAfterOneReaderFailed() {
    CameraEnumerator enumerator = enumerator(List.of(), "a", "b", "c");
    join(enumerator, 0);
    join(enumerator, 1);

    context.fail(0);
    join(enumerator, 0, played("a"), played("c"));

    assertThat(context.givenTo(0)).containsExactly(played("a"), played("c"));
    assertThat(context.camerasOf(1)).containsExactly("b");
  }

  @Test
  void givesCamerasOutAgainAfterAllReadersFailedBeforeACheckpoint() {
    CameraEnumerator enumerator = enumerator(List.of(), "a", "b", "c");
    join(enumerator, 0);
    join(enumerator, 1);

    List<CameraSplit> first = context.fail(0);
    List<CameraSplit> second = context.fail(1);
    enumerator.addSplitsBack(first, 0);
    enumerator.addSplitsBack(second, 1);
    join(enumerator, 0);
    join(enumerator, 1);

    assertThat(context.camerasOf(0)).containsExactly("a", "c");
    assertThat(context.camerasOf(1)).containsExactly("b");
  }

  @Test
  void keepsPlacesAndFollowsTheDirectoryWhenRestored() {
    CameraEnumerator enumerator = enumerator(List.of(played("c")), "a", "c", "new");
    join(enumerator, 0, played("a"), played("removed"));
    join(enumerator, 1);

    assertThat(context.givenTo(0))
        .containsExactly(
            played("removed").asRemoved(), played("a"), CameraSplit.firstOf(camera("new"), NOW));
    assertThat(context.givenTo(1)).containsExactly(played("c"));
  }

  /** {@link #played} ones began at 7. */
  @Test
  void aCameraThatWasRemovedAndAddedWhileNoJobRanBeginsAnewBehindThatWord() {
    ChangingDirectory directory = new ChangingDirectory();
    directory.removedAt(
        Map.of("a", 8L, "b", 7L, "c", 8L), camera("a"), camera("b"), camera("c"), camera("d"));
    CameraEnumerator enumerator = started(directory, List.of(played("c")));
    join(enumerator, 0, played("a"), played("b"));
    join(enumerator, 1, played("d"));

    List<CameraSplit> given = new ArrayList<>(context.givenTo(0));
    given.addAll(context.givenTo(1));
    assertThat(given)
        .containsExactlyInAnyOrder(
            played("a").asRemoved(),
            CameraSplit.firstOf(camera("a"), NOW),
            played("b"),
            played("c").asRemoved(),
            CameraSplit.firstOf(camera("c"), NOW),
            played("d"));
    for (String camera : List.of("a", "c")) {
      List<CameraSplit> same =
          given.stream().filter(split -> split.splitId().equals(camera)).toList();
      assertThat(same).extracting(CameraSplit::removed).containsExactly(true, false);
    }
  }

  @Test
  void believesTheSplitThatHasSeenMore() {
    CameraSplit stale = CameraSplit.firstOf(camera("a"), 1);
    CameraEnumerator enumerator = enumerator(List.of(stale), "a");
    join(enumerator, 0, played("a"));
    join(enumerator, 1, stale);

    assertThat(context.givenTo(0)).containsExactly(played("a"));
    assertThat(context.givenTo(1)).isEmpty();
  }

  @Test
  void takesNewSettingsAndStartsOverOnlyForAnotherVideo() {
    CameraSettings faster = SelfDescribingClip.camera("a", path("a"), 9, Play.ONCE, Pace.FAST);
    CameraSettings moved = SelfDescribingClip.camera("b", path("x"), 1, Play.LOOP, Pace.FAST);
    CameraEnumerator enumerator =
        started(new FixedCameraDirectory(List.of(faster, moved)), List.of());
    join(enumerator, 0, played("a"), played("b"));
    join(enumerator, 1);

    assertThat(context.givenTo(0)).containsExactly(new CameraSplit(faster, 7, FAR, false));
    assertThat(context.givenTo(1)).containsExactly(CameraSplit.firstOf(moved, NOW));
  }

  /** Its frames would be older than those that are remembered, and be forgotten before them. */
  @Test
  void anotherVideoOfACameraFarAheadOfTheClockBeginsBehindItsRemoval() {
    CameraSettings moved = SelfDescribingClip.camera("a", path("x"), 1, Play.LOOP, Pace.FAST);
    CameraSplit ahead = new CameraSplit(camera("a"), 7, FAR.at(2_000, NOW + 60_000), false);
    CameraEnumerator enumerator = started(new FixedCameraDirectory(List.of(moved)), List.of());
    join(enumerator, 0, ahead);
    join(enumerator, 1);

    assertThat(context.givenTo(0))
        .containsExactly(ahead.asRemoved(), CameraSplit.firstOf(moved, NOW));
  }

  @Test
  void checkpointsWhatNoReaderHas() {
    CameraEnumerator enumerator = enumerator(List.of(), "a", "b");
    join(enumerator, 0, played("a"));
    assertThat(enumerator.snapshotState(1)).containsExactly(played("a"));
    join(enumerator, 1);
    assertThat(enumerator.snapshotState(2)).isEmpty();
  }

  /** A finished reader is in no checkpoint: without this its cameras would play again. */
  @Test
  void remembersCamerasWhoseReaderHasFinished() {
    CameraEnumerator first = enumerator(List.of(), "a");
    join(first, 0);
    join(first, 1);
    first.handleSourceEvent(0, new CameraEnded(played("a").asEnded()));
    List<CameraSplit> checkpoint = first.snapshotState(1);
    context.fail(0);
    context.fail(1);

    CameraSettings once = SelfDescribingClip.camera("a", path("a"), 1, Play.ONCE, Pace.FAST);
    CameraEnumerator restored = started(new FixedCameraDirectory(List.of(once)), checkpoint);
    join(restored, 0);
    join(restored, 1);

    assertThat(context.givenTo(0)).containsExactly(new CameraSplit(once, 7, FAR, true));
  }

  @Test
  void believesAReaderThatFellBackToBeforeTheEnd() {
    CameraEnumerator enumerator = enumerator(List.of(), "a");
    join(enumerator, 0);
    join(enumerator, 1);
    enumerator.handleSourceEvent(0, new CameraEnded(played("a").asEnded()));
    context.fail(0);

    join(enumerator, 0, played("a"));

    assertThat(context.givenTo(0)).containsExactly(played("a"));
  }

  /** A reader that was told so may have finished already. */
  @Test
  void givesNothingToAReaderThatWasToldNoMoreWouldCome() {
    CameraEnumerator enumerator = enumerator(List.of(), "a", "b");
    join(enumerator, 0, played("a"), played("b"));
    join(enumerator, 1);
    context.fail(0);

    join(enumerator, 0, played("a"), played("b"));

    assertThat(context.camerasOf(1)).hasSize(1);
    assertThat(context.camerasOf(0)).hasSize(1);
  }

  @Test
  void aDirectoryNamesEachCameraOnce() {
    assertThatThrownBy(() -> new FixedCameraDirectory(List.of(camera("a"), camera("a"))))
        .hasMessage("camera 'a' is listed twice");
  }

  private CameraEnumerator enumerator(List<CameraSplit> restored, String... cameras) {
    List<CameraSettings> wanted = Arrays.stream(cameras).map(CameraEnumeratorTest::camera).toList();
    return started(new FixedCameraDirectory(wanted), restored);
  }

  private CameraEnumerator started(CameraDirectory directory, List<CameraSplit> restored) {
    CameraEnumerator enumerator = new CameraEnumerator(context, directory, restored, clock());
    enumerator.start();
    return enumerator;
  }

  private void join(CameraEnumerator enumerator, int reader, CameraSplit... reported) {
    context.register(reader, reported);
    enumerator.addReader(reader);
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Instant.ofEpochMilli(NOW));
  }

  private static CameraSplit played(String camera) {
    return new CameraSplit(camera(camera), 7, FAR, false);
  }

  private static CameraSettings camera(String id) {
    return SelfDescribingClip.camera(id, path(id), 1, Play.LOOP, Pace.FAST);
  }

  private static Path path(String name) {
    return Path.of("/clips", name + ".mp4");
  }
}
