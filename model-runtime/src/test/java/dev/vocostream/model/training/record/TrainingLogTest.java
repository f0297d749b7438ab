package dev.vocostream.model.training.record;

import static dev.vocostream.model.training.record.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLogTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void chooseAFile() {
    file = directory.resolve("log.jsonl");
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    TrainingStep all =
        new TrainingStep(
            5, "align", 240, 1.5, 1.25, 0.25, 1e-3, 7, 99.5, 3.5, Map.of("colour", 0.75));

    try (TrainingLog log = TrainingLog.openAfter(file, 0)) {
      log.append(step(4));
      log.append(all);
    }

    assertThat(TrainingLog.read(file)).containsExactly(step(4), all);
  }

  @Test
  void aLineIsOneJsonObjectWithoutFiguresThatWereNotTaken() throws IOException {
    try (TrainingLog log = TrainingLog.openAfter(file, 0)) {
      log.append(step(4, Map.of("where", 0.5, "lost", Double.NaN)));
    }

    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"step\":4,\"stage\":\"tune\",\"examples\":192,\"loss\":0.25,\"ce\":0.25,"
                + "\"rate\":0.001,\"gradient_norm\":0.5,\"examples_per_s\":100.0,"
                + "\"seconds_left\":60.0,\"accuracy\":{\"where\":0.5}}\n");
  }

  @Test
  void looksAfterAResumeAsIfThereHadBeenNoKill() throws IOException {
    write(1, 40);
    byte[] without = Files.readAllBytes(file);
    Files.delete(file);
    write(1, 29);

    try (TrainingLog log = TrainingLog.openAfter(file, 20)) {
      for (int i = 21; i <= 40; i++) {
        log.append(step(i));
      }
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(without);
  }

  @Test
  void anEvaluationOfTheStepItResumesFromStays() throws IOException {
    try (TrainingLog log = TrainingLog.openAfter(file, 0)) {
      log.append(step(20));
      log.append(step(20, Map.of("all", 0.5)));
      log.append(step(21));
    }

    TrainingLog.openAfter(file, 20).close();

    assertThat(TrainingLog.read(file)).containsExactly(step(20), step(20, Map.of("all", 0.5)));
  }

  @Test
  void aNewTrainingBeginsAnEmptyLog() throws IOException {
    write(1, 5);

    TrainingLog.openAfter(file, 0).close();

    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"step\":4,\"sta", "{\"step\":4,\"stage\":\"tune\"}", "\0\0\0\0"})
  void aLastLineThatWasNotWrittenToItsEndIsDropped(String torn) throws IOException {
    write(1, 3);
    Files.writeString(file, torn, StandardOpenOption.APPEND);

    assertThat(TrainingLog.read(file)).containsExactly(step(1), step(2), step(3));
    try (TrainingLog log = TrainingLog.openAfter(file, 100)) {
      log.append(step(100));
    }
    assertThat(TrainingLog.read(file)).containsExactly(step(1), step(2), step(3), step(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{}", "[]", "", "{\"step\":\"4\",\"stage\":\"tune\"}"})
  void refusesALineThatIsNoneOfOurs(String line) throws IOException {
    write(1, 2);
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> TrainingLog.openAfter(file, 5))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line 3: expected a step of a training as JSON, found: ");
  }

  @Test
  void refusesAStepOfThePast() throws IOException {
    try (TrainingLog log = TrainingLog.openAfter(file, 20)) {
      assertThatThrownBy(() -> log.append(step(19)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + ": expected step 20 or a later one, got 19");
    }
  }

  @Test
  void saysWhichFileFoundTheDiskFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "Linux has a device that is always full");
    FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE);

    try (TrainingLog log = new TrainingLog(file, channel, 0)) {
      assertThatThrownBy(() -> log.append(step(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": step 1 cannot be written: No space left on device");
    }
  }

  private void write(int from, int to) throws IOException {
    try (TrainingLog log = TrainingLog.openAfter(file, 0)) {
      for (int i = from; i <= to; i++) {
        log.append(step(i));
      }
    }
  }
}
