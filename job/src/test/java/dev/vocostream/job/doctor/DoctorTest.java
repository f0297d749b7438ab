package dev.vocostream.job.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import dev.vocostream.job.SetupException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void goesOnBehindWhatFailsAndTakesARefusalApart() {
    List<Finding> said = new ArrayList<>();
    List<Finding> found =
        Doctor.examine(
            List.of(
                Check.of(
                    "broker",
                    () -> {
                      throw new SetupException(
                          "Kafka at a:1: expected a broker, found silence; is it running?");
                    }),
                Check.of(
                    "library",
                    () -> {
                      throw new UnsatisfiedLinkError("no such library");
                    }),
                Check.of("last", () -> Finding.ok("last", "well"))),
            said::add);
    assertThat(found)
        .containsExactly(
            Finding.fail("broker", "Kafka at a:1: found silence", "a broker", "is it running?"),
            Finding.fail(
                "library",
                "java.lang.UnsatisfiedLinkError: no such library",
                "no error",
                "the log holds the details"),
            Finding.ok("last", "well"));
    assertThat(said).isEqualTo(found);
    assertThat(Doctor.isWell(found)).isFalse();
  }

  @Test
  void warningsAndWhatNobodyCouldLookAtStandInNobodysWay() {
    assertThat(
            Doctor.isWell(
                List.of(Finding.warn("a", "b", "c", "d"), Finding.skipped("a", "b", "c"))))
        .isTrue();
  }

  @Test
  void aRefusalThatIsWrittenOtherwiseIsKeptWhole() {
    assertThat(Finding.refused("disk", "too full: make room"))
        .isEqualTo(
            new Finding(
                "disk",
                Verdict.FAIL,
                "too full: make room",
                "",
                "do as the line says, then look again"));
  }

  /** Real libraries, a real process, of this machine; some of what it says is of the machine. */
  @Test
  void everyLibraryLoadsAndADecoderShowsAFrame() {
    List<Check> checks = new ArrayList<>(NativeChecks.all("cpu"));
    checks.add(DecoderCheck.check());
    List<Finding> found = Doctor.examine(checks, finding -> {});
    assertThat(found)
        .extracting(Finding::name)
        .containsExactly("libtorch", "gpu", "ffmpeg", "rocksdb", "decoder");
    assertThat(found).noneMatch(finding -> finding.verdict() == Verdict.FAIL);
    assertThat(found.get(4).found()).matches("first frame after \\d+ ms, [1-9]\\d* MiB resident");
  }
}
