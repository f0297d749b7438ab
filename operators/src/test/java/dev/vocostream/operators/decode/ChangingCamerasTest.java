package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The enumerator with a directory that changes while the job runs. */
class ChangingCamerasTest {
  private static final long NOW = 5_000;
  private static final Playhead FAR = new Playhead(1, 10_000, 2_000, 900);

  private final FakeEnumeratorContext context = new FakeEnumeratorContext(2);
  private final ChangingDirectory directory = new ChangingDirectory(camera("a"), camera("b"));
  private final CameraEnumerator enumerator = started(List.of());

  @Test
  void addsACameraWhereThereAreFewest() {
    joinBoth();
    see(camera("a"), camera("b"), camera("c"));

    assertThat(context.camerasOf(0)).containsExactly("a", "c");
    assertThat(context.camerasOf(1)).containsExactly("b");
    assertThat(context.toldNoMore).isEmpty();
  }

  @Test
  void doesNothingWhereNothingChanged() {
    joinBoth();
    see(camera("a"), camera("b"));
    context.tick();

    assertThat(context.camerasOf(0)).containsExactly("a");
    assertThat(context.camerasOf(1)).containsExactly("b");
  }

  @Test
  void tellsTheReaderOfACameraThatItChanged() {
    joinBoth();
    see(camera("a"), camera("b").paused(true));

    assertThat(context.givenTo(1))
        .containsExactly(first(camera("b")), first(camera("b").paused(true)));
    assertThat(context.camerasOf(0)).containsExactly("a");
  }

  @Test
  void tellsTheReaderOfACameraThatItIsRemoved() {
    joinBoth();
    see(camera("b"));

    assertThat(context.givenTo(0)).containsExactly(first(camera("a")), CameraSplit.removed("a"));
    see(camera("b"), camera("c"));
    assertThat(context.camerasOf(0)).as("has fewest now").endsWith("c");
  }

  /** Frames of the new camera must not come before the word that the old one is removed. */
  @Test
  void bringsACameraBackWhereItWasRemoved() {
    joinBoth();
    see(camera("b"));
    see(camera("b"), camera("c"));
    see(camera("b"), camera("c"), camera("a"));

    assertThat(context.camerasOf(0)).containsExactly("a", "a", "c", "a");
  }

  @Test
  void removesACameraThatIsThereAgainInTheSameLook() {
    joinBoth();
    directory.now(Set.of("a"), Set.of(), camera("a"), camera("b"));
    context.tick();

    assertThat(context.givenTo(0))
        .containsExactly(first(camera("a")), CameraSplit.removed("a"), first(camera("a")));
  }

  @Test
  void erasesWhatWasRemovedWhileTheJobWasDown() {
    CameraEnumerator restored = started(List.of(played("gone").asEnded()));
    context.register(0, played("a"), played("lost"));
    restored.addReader(0);
    context.register(1, played("b"));
    restored.addReader(1);

    assertThat(context.givenTo(0))
        .containsExactly(
            played("gone").asEnded().asRemoved(), played("lost").asRemoved(), played("a"));
    assertThat(context.givenTo(1)).containsExactly(played("b"));
    assertThat(restored.snapshotState(1)).isEmpty();
  }

  @Test
  void aReaderThatIsAwayLearnsOfARemovalWhenItIsBack() {
    joinBoth();
    context.fail(0);
    see(camera("b"));
    assertThat(enumerator.snapshotState(1)).containsExactly(CameraSplit.removed("a"));

    join(0, played("a"));

    assertThat(context.givenTo(0)).containsExactly(CameraSplit.removed("a"));
  }

  @Test
  void aCameraRemovedAndAddedWhileItsReaderWasAwayStartsOver() {
    joinBoth();
    context.fail(0);
    directory.now(Set.of("a"), Set.of(), camera("a"), camera("b"));
    context.tick();

    join(0, played("a"));

    assertThat(context.givenTo(0)).containsExactly(CameraSplit.removed("a"), first(camera("a")));
  }

  /** What was given since the last checkpoint comes back, but nobody needs to know of its place. */
  @Test
  void aReaderThatFailsAfterAChangeGoesOnWhereItWasUnderTheNewSettings() {
    joinBoth();
    see(camera("a").paused(true), camera("b"));
    List<CameraSplit> given = context.fail(0);
    enumerator.addSplitsBack(given, 0);

    join(0, played("a"));

    assertThat(context.givenTo(0))
        .containsExactly(new CameraSplit(camera("a").paused(true), 7, FAR, false));
  }

  @Test
  void leavesCamerasAsTheyAreWhileTheDirectoryCannotBeRead() {
    joinBoth();
    directory.now();
    directory.cannotBeRead(new IOException("broker away"));
    context.tick();

    assertThat(context.camerasOf(0)).containsExactly("a");
    assertThat(context.camerasOf(1)).containsExactly("b");
  }

  /** Or a restart while the broker is away would erase all memories. */
  @Test
  void givesNothingOutBeforeTheDirectoryWasReadOnce() {
    directory.cannotBeRead(new IOException("broker away"));
    CameraEnumerator restored = started(List.of());
    context.register(0, played("a"));
    restored.addReader(0);
    context.register(1, played("b"));
    restored.addReader(1);
    assertThat(context.givenTo(0)).isEmpty();

    directory.cannotBeRead(null);
    context.tick();
    assertThat(context.givenTo(0)).containsExactly(played("a"));
  }

  @Test
  void keepsACameraWhoseEntryBecameUnreadable() {
    joinBoth();
    directory.now(Set.of(), Set.of("a"), camera("b"));
    context.tick();
    assertThat(context.camerasOf(0)).containsExactly("a");

    context.fail(0);
    join(0, played("a"));
    assertThat(context.givenTo(0)).containsExactly(played("a"));
  }

  private CameraEnumerator started(List<CameraSplit> restored) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW));
    CameraEnumerator made = new CameraEnumerator(context, directory, restored, clock);
    made.start();
    return made;
  }

  private void joinBoth() {
    join(0);
    join(1);
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
