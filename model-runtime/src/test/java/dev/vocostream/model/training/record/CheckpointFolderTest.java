package dev.vocostream.model.training.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.training.record.CheckpointFolder.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointFolderTest {
  @TempDir Path temporary;
  private Path directory;
  private CheckpointFolder folder;

  @BeforeEach
  void open() throws IOException {
    directory = temporary.resolve("run/checkpoints");
    folder = CheckpointFolder.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void hasNothingToResumeFromAtFirst() throws IOException {
    assertThat(folder.newest()).isEmpty();
    assertThat(CheckpointFolder.newestIn(temporary.resolve("nowhere"))).isEmpty();
  }

  @Test
  void keepsTheLastTwo() throws IOException {
    for (int step : new int[] {800, 1_000, 1_200}) {
      folder.save(step, state(step));
    }

    assertThat(names()).containsExactly(".lock", "step-00001000", "step-00001200");
    Path newest = folder.newest().orElseThrow();
    assertThat(newest).isEqualTo(directory.resolve("step-00001200"));
    assertThat(CheckpointFolder.stepOf(newest)).isEqualTo(1_200);
    assertThat(newest.resolve("optimiser/moments.bin")).hasContent("moments of 1200");
  }

  @ParameterizedTest
  @EnumSource
  void passesOverOneThatIsDamagedAndLaterSavesItAgain(Damage damage) throws IOException {
    Path first = folder.save(100, state(100));
    Path second = folder.save(200, state(200));
    damage.to(second);

    assertThat(folder.newest()).contains(first);

    folder.save(200, state(200));
    assertThat(folder.newest()).contains(second);
    assertThat(names()).containsExactly(".lock", "step-00000100", "step-00000200");
  }

  @ParameterizedTest
  @EnumSource
  void refusesToBeginAnewWhereAllAreDamaged(Damage damage) throws IOException {
    damage.to(folder.save(100, state(100)));

    assertThatThrownBy(() -> folder.newest())
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith(directory + ": no checkpoint is whole: ")
        .hasMessageContaining("step-00000100")
        .hasMessageEndingWith("to begin anew, remove them or choose another folder");
  }

  @Test
  void saysWhichByteCountIsWrong() throws IOException {
    Path checkpoint = folder.save(100, state(100));
    Damage.CUT.to(checkpoint);

    assertThatThrownBy(() -> folder.newest())
        .hasMessageContaining(checkpoint.resolve("weights.bin") + ": expected 14 bytes, found 13;");
  }

  @Test
  void nothingOfACheckpointStaysThatCouldNotBeWritten() throws IOException {
    Path good = folder.save(100, state(100));
    Content broken =
        building -> {
          state(200).writeInto(building);
          throw new IOException("the cable is out");
        };

    assertThatThrownBy(() -> folder.save(200, broken))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            directory.resolve("step-00000200") + " cannot be saved: the cable is out; ")
        .hasMessageEndingWith(" bytes are free there; " + good + " stays");
    assertThat(names()).containsExactly(".lock", "step-00000100");
    assertThat(folder.newest()).contains(good);
  }

  @Test
  void afterAnErrorOfTheProgramNothingStaysEither() throws IOException {
    Content broken =
        building -> {
          state(200).writeInto(building);
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> folder.save(200, broken)).hasMessage("a bug");

    assertThat(names()).containsExactly(".lock");
  }

  @Test
  void saysThatTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "Linux has a device that is always full");
    Content large =
        building -> {
          state(100).writeInto(building);
          try (OutputStream out = Files.newOutputStream(full)) {
            out.write(new byte[1_000]);
          }
        };

    assertThatThrownBy(() -> folder.save(100, large))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("step-00000100 cannot be saved: No space left on device; ")
        .hasMessageEndingWith("none was saved before");
    assertThat(names()).containsExactly(".lock");
  }

  @Test
  void removesWhatAKilledTrainingLeftHalfWritten() throws IOException {
    folder.save(100, state(100));
    Path left = Files.createDirectory(directory.resolve(".step-00000200.new"));
    state(200).writeInto(left);
    folder.close();

    folder = CheckpointFolder.open(directory);

    assertThat(names()).containsExactly(".lock", "step-00000100");
    assertThat(CheckpointFolder.stepOf(folder.newest().orElseThrow())).isEqualTo(100);
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "mine");
    Files.createDirectory(directory.resolve("step-by-step"));

    for (int step = 1; step <= 4; step++) {
      folder.save(step, state(step));
    }

    assertThat(names())
        .containsExactly(".lock", "notes.txt", "step-00000003", "step-00000004", "step-by-step");
  }

  @Test
  void refusesToOverwriteAnotherTraining() throws IOException {
    folder.save(100, state(100));

    for (int step : new int[] {50, 100}) {
      assertThatThrownBy(() -> folder.save(step, state(step)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              ("%s: step %d cannot be saved, there is step-00000100: resume from that, or choose"
                      + " another folder")
                  .formatted(directory, step));
    }
    assertThat(names()).containsExactly(".lock", "step-00000100");
  }

  @Test
  void keepsASecondTrainingOut() throws IOException {
    assertThatThrownBy(() -> CheckpointFolder.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory + " is in use by another training: wait for it, or choose another folder");
    folder.close();
    CheckpointFolder.open(directory).close();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Content state(int step) {
    return building -> {
      Files.writeString(building.resolve("weights.bin"), "weights of " + step);
      Files.createDirectory(building.resolve("optimiser"));
      Files.writeString(building.resolve("optimiser/moments.bin"), "moments of " + step);
    };
  }
}
