package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.CameraReaderTest.numbers;
import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A reader whose cameras change, pause and go while they play. */
@Timeout(60)
class ChangedWhilePlayingTest {
  private static final int FRAMES = 60;

  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws IOException {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), FRAMES, 10);
  }

  @Test
  void tellsTheTermsBeforeTheFirstFrameAndWhenTheyChange() throws Exception {
    try (DrivenReader reader = DrivenReader.of(yard(10))) {
      reader.runUntil(events -> !events.frames().isEmpty());
      assertThat(reader.events.terms).containsExactly(CameraTerms.of(yard(10)));
      CameraSettings brief =
          new CameraSettings(
              "yard",
              clip.toString(),
              10,
              Play.ONCE,
              Pace.FAST,
              yard(10).retain().dividedBy(2),
              7,
              8,
              0,
              0,
              "",
              false,
              false);
      reader.give(given(brief));
      reader.runToTheEnd();

      assertThat(reader.events.terms)
          .containsExactly(CameraTerms.of(yard(10)), CameraTerms.of(brief));
      assertThat(numbers(reader.events.frames())).isEqualTo(numbers(0, 1, FRAMES));
      assertThat(states(reader)).as("not disturbed").containsExactly(State.ONLINE, State.ENDED);
    }
  }

  @Test
  void losesAndRepeatsNothingHoweverOftenItIsPausedResumedAndRestored() throws Exception {
    long seed = System.nanoTime();
    System.out.println("losesAndRepeatsNothingHoweverOftenItIsPausedResumedAndRestored " + seed);
    Random random = new Random(seed);
    List<CameraSplit> state = List.of(CameraSplit.firstOf(yard(10), 1_000));
    List<Frame> frames = new java.util.ArrayList<>();
    while (frames.size() < FRAMES) {
      try (DrivenReader reader = new DrivenReader(InstantSource.system(), state)) {
        for (int pause = 0; pause < 3; pause++) {
          int more = reader.events.frames().size() + random.nextInt(6);
          reader.runUntil(events -> events.frames().size() >= more);
          reader.give(given(yard(10).paused(true)));
          if (random.nextBoolean()) {
            int pauses = reader.events.reportsOf("yard").size() + 1;
            reader.runUntil(events -> events.reportsOf("yard").size() >= pauses);
          }
          reader.give(given(yard(10).paused(false)));
        }
        state = reader.checkpoint();
        frames.addAll(reader.events.frames());
      }
    }
    assertThat(numbers(frames)).as("seed %d", seed).isEqualTo(numbers(0, 1, FRAMES));
  }

  @Test
  void takesAnotherRateFromTheLastFrameOn() throws Exception {
    try (DrivenReader reader = DrivenReader.of(yard(10))) {
      reader.runUntil(events -> events.frames().size() == 20);
      reader.give(given(yard(2)));
      reader.runToTheEnd();

      List<Integer> numbers = numbers(reader.events.frames());
      assertThat(numbers.subList(0, 20)).isEqualTo(numbers(0, 1, 20));
      assertThat(numbers.subList(20, numbers.size())).isEqualTo(numbers(20, 5, FRAMES));
      assertThat(states(reader))
          .as("what it was before is no word about the change")
          .containsExactly(State.ONLINE, State.STARTING, State.ONLINE, State.ENDED);
    }
  }

  @Test
  void pausedItSaysSoAndDecodesNothing() throws Exception {
    CameraSettings live = camera("yard", clip, 10, Play.LOOP, Pace.LIVE);
    try (DrivenReader reader = DrivenReader.of(live)) {
      reader.runUntil(events -> events.frames().size() == 2);
      reader.give(given(live.paused(true)));
      reader.runUntil(
          events -> !events.reportsOf("yard").isEmpty() && last(reader) == State.PAUSED);
      int seen = reader.events.frames().size();
      reader.give(given(live.paused(false)));
      reader.runUntil(events -> events.frames().size() > seen);

      assertThat(states(reader))
          .containsExactly(State.ONLINE, State.PAUSED, State.STARTING, State.ONLINE);
      Frame before = reader.events.frames().get(seen - 1);
      assertThat(reader.events.frames().get(seen).time()).isGreaterThan(before.time());
    }
  }

  /** Or whoever resumes it waits for a word that nobody says. */
  @Test
  void resumedBehindItsEndItSaysThatItHasEnded() throws Exception {
    CameraSplit ended = CameraSplit.firstOf(yard(10).paused(true), 1_000).asEnded();
    try (DrivenReader reader = new DrivenReader(InstantSource.system(), List.of(ended))) {
      reader.give(given(yard(10)));
      reader.runToTheEnd();

      assertThat(states(reader)).containsExactly(State.PAUSED, State.ENDED);
    }
  }

  @Test
  void itsLastWordIsThatItIsRemoved() throws Exception {
    try (DrivenReader reader = DrivenReader.of(yard(10))) {
      reader.runUntil(events -> events.frames().size() == 3);
      reader.give(CameraSplit.removed("yard"));
      assertThat(reader.checkpoint())
          .as("kept until it was said")
          .containsExactly(CameraSplit.removed("yard"));
      reader.runToTheEnd();

      assertThat(reader.events.terms)
          .containsExactly(CameraTerms.of(yard(10)), CameraTerms.removed("yard"));
      assertThat(reader.events.frames()).hasSize(3);
      assertThat(reader.checkpoint()).isEmpty();
    }
  }

  @Test
  void comesBackFromItsStartAfterItWasRemoved() throws Exception {
    try (DrivenReader reader = DrivenReader.of(yard(10))) {
      reader.runUntil(events -> events.frames().size() == 3);
      reader.give(CameraSplit.removed("yard"), CameraSplit.firstOf(yard(10), 9_000_000));
      reader.runToTheEnd();

      assertThat(reader.events.terms)
          .containsExactly(
              CameraTerms.of(yard(10)), CameraTerms.removed("yard"), CameraTerms.of(yard(10)));
      assertThat(numbers(reader.events.frames().subList(3, 3 + FRAMES)))
          .isEqualTo(numbers(0, 1, FRAMES));
    }
  }

  @Test
  void movesToAnotherReaderWithoutLosingOrRepeatingAFrame() throws Exception {
    long seed = System.nanoTime();
    System.out.println("movesToAnotherReaderWithoutLosingOrRepeatingAFrame seed " + seed);
    Random random = new Random(seed);
    CameraSplit place = CameraSplit.firstOf(yard(10), 1_000);
    List<Frame> frames = new java.util.ArrayList<>();
    while (!place.ended()) {
      try (DrivenReader reader = new DrivenReader(InstantSource.system(), List.of(place))) {
        int until = 1 + random.nextInt(20);
        reader.runUntil(events -> events.frames().size() >= until);
        int seen = reader.events.size();
        reader.release("yard");
        reader.runToTheEnd();
        assertThat(reader.events.size()).as("nothing more comes").isEqualTo(seen);
        place = reader.released.get(0);
        frames.addAll(reader.events.frames());
      }
    }
    assertThat(numbers(frames)).as("seed %d", seed).isEqualTo(numbers(0, 1, FRAMES));
  }

  @Test
  void keepsWhatItLetGoUntilACheckpointHoldsIt() throws Exception {
    try (DrivenReader reader = DrivenReader.of(yard(10))) {
      reader.runUntil(events -> events.frames().size() == 3);
      reader.release("yard");
      reader.checkpointCompleted(0); // it began before
      assertThat(reader.checkpoint()).isEqualTo(reader.released);
      assertThat(reader.checkpoint()).isEqualTo(reader.released);
      reader.checkpointCompleted(1);
      assertThat(reader.checkpoint()).isEmpty();
    }
  }

  @Test
  void aNarrowerCameraIsScaledDownFurther() throws Exception {
    CameraSettings narrow =
        new CameraSettings(
            "yard",
            clip.toString(),
            10,
            Play.ONCE,
            Pace.FAST,
            yard(10).retain(),
            1000,
            1L << 20,
            0,
            40,
            "",
            false,
            true);
    try (DrivenReader reader = DrivenReader.of(narrow)) {
      reader.runUntil(events -> !events.frames().isEmpty());
      assertThat(reader.events.frames().get(0).width()).isEqualTo(40);
    }
  }

  /** As the enumerator gives changes: it does not know the place. */
  private static CameraSplit given(CameraSettings settings) {
    return CameraSplit.firstOf(settings, 5);
  }

  private static CameraSettings yard(double fps) {
    return camera("yard", clip, fps, Play.ONCE, Pace.FAST);
  }

  private static State last(DrivenReader reader) {
    List<State> states = states(reader);
    return states.get(states.size() - 1);
  }

  private static List<State> states(DrivenReader reader) {
    return reader.events.reportsOf("yard").stream().map(CameraReport::state).toList();
  }
}
