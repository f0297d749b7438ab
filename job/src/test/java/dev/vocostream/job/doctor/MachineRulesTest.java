package dev.vocostream.job.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineRulesTest {
  @ParameterizedTest
  @CsvSource({
    "glibc 2.35, OK",
    "glibc 2.41-12, OK",
    "glibc 3.0, OK",
    "glibc 2.34, FAIL",
    "glibc 1.99, FAIL",
    "musl, FAIL",
    "'', FAIL"
  })
  void glibcMustBeAsNewAsTheNatives(String version, Verdict verdict) {
    Finding finding = MachineRules.glibc(version);
    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.remedy().isEmpty()).isEqualTo(verdict == Verdict.OK);
  }

  @Test
  void anOldJavaIsNamedWithWhatToDo() {
    assertThat(MachineRules.java(17, "17.0.1").verdict()).isEqualTo(Verdict.OK);
    assertThat(MachineRules.java(11, "11.0.2"))
        .isEqualTo(
            Finding.fail(
                "java", "11.0.2", "17 or newer", "install a newer JDK and set JAVA_HOME to it"));
  }

  @Test
  void memoryThatNobodyTellsIsNotCalledWell() {
    assertThat(MachineRules.memory(-1).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(MachineRules.memory((2L << 30) - 1).verdict()).isEqualTo(Verdict.WARN);
    assertThat(MachineRules.memory(2L << 30).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aDiskWithLessThanAGibibyteIsAWarning() {
    assertThat(MachineRules.disk("scratch", Path.of("/tmp"), (1L << 30) - 1).remedy())
        .contains("java.io.tmpdir");
    assertThat(MachineRules.disk("scratch", Path.of("/tmp"), 1L << 30).verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void bothVariablesMustBeSet() {
    assertThat(MachineRules.environment(Map.of()).verdict()).isEqualTo(Verdict.WARN);
    assertThat(MachineRules.environment(Map.of("OMP_WAIT_POLICY", "PASSIVE")).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(
            MachineRules.environment(Map.of("OMP_WAIT_POLICY", "passive", "MALLOC_ARENA_MAX", "4"))
                .verdict())
        .isEqualTo(Verdict.OK);
  }

  @Test
  void aClockThatJumpsIsNoticed() {
    assertThat(MachineRules.clock(10_000, 10_020).verdict()).isEqualTo(Verdict.OK);
    assertThat(MachineRules.clock(70_000, 10_000).found()).contains("60000 ms");
    assertThat(MachineRules.clock(1_000, 10_000).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void fewOpenFilesAndMissingToolsAreWarnings() {
    assertThat(MachineRules.openFiles(1024).remedy()).contains("ulimit -n 4096");
    assertThat(MachineRules.openFiles(-1).verdict()).isEqualTo(Verdict.OK);
    assertThat(MachineRules.limits(List.of("setpriv")).found()).isEqualTo("no setpriv");
  }

  @Test
  void aCardIsMissedOnlyWhereTheModelIsMeantToBeOnOne() {
    assertThat(NativeChecks.gpu("cpu", 0).verdict()).isEqualTo(Verdict.OK);
    assertThat(NativeChecks.gpu("cuda", 1).verdict()).isEqualTo(Verdict.OK);
    assertThat(NativeChecks.gpu("cuda:1", 1).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(NativeChecks.gpu("cuda", 0).remedy()).contains("model.device");
  }

  @Test
  void aDecoderThatIsSlowOrLargeIsAWarningAndOneWithoutAFrameAFailure() {
    Duration quick = Duration.ofMillis(900);
    assertThat(DecoderCheck.judge(true, quick, 60 << 20).verdict()).isEqualTo(Verdict.OK);
    assertThat(DecoderCheck.judge(true, quick, 300L << 20).verdict()).isEqualTo(Verdict.WARN);
    assertThat(DecoderCheck.judge(true, Duration.ofSeconds(6), 0).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(DecoderCheck.judge(false, quick, 0).verdict()).isEqualTo(Verdict.FAIL);
  }
}
