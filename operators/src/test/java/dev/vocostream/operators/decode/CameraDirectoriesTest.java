package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.live.CameraAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CameraDirectoriesTest {
  @TempDir Path temp;

  private Path allowed;
  private Path outside;

  @BeforeEach
  void writeFiles() throws Exception {
    allowed = Files.createDirectories(temp.toRealPath().resolve("videos"));
    outside = Files.writeString(temp.toRealPath().resolve("canary.mp4"), "canary");
    Files.createSymbolicLink(allowed.resolve("link.mp4"), outside);
    Files.createSymbolicLink(allowed.resolve("folder"), temp);
    Files.createSymbolicLink(allowed.resolve("dangling.mp4"), temp.resolve("not-there.mp4"));
    Files.writeString(allowed.resolve("yard.mp4"), "a video");
    Files.createSymbolicLink(allowed.resolve("inside.mp4"), allowed.resolve("yard.mp4"));
  }

  @Test
  void whatIsUnderADirectoryMayBeRead() {
    CameraDirectories directories = new CameraDirectories(List.of("/none", allowed.toString()));
    for (String name : List.of("yard.mp4", "inside.mp4", "sub/not-there-yet.mp4", "./yard.mp4")) {
      assertThatCode(() -> directories.check(Path.of(allowed + "/" + name)))
          .as(name)
          .doesNotThrowAnyException();
    }
    assertThatCode(() -> new CameraDirectories(null).check(outside)).doesNotThrowAnyException();
  }

  @Test
  void whatIsElsewhereIsNotEvenSaidToExist() {
    CameraDirectories directories = new CameraDirectories(List.of(allowed.toString()));
    List<String> elsewhere =
        List.of(
            outside.toString(),
            "/etc/passwd",
            "/not/there",
            allowed + "/../canary.mp4",
            allowed + "/link.mp4",
            allowed + "/folder/canary.mp4",
            allowed + "/folder/not-there.mp4",
            allowed + "/folder/nor/there.mp4",
            allowed + "/dangling.mp4",
            allowed + "-2/a.mp4");
    for (String path : elsewhere) {
      assertThatThrownBy(() -> directories.check(Path.of(path)))
          .as(path)
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BLOCKED))
          .hasMessage(
              "%s: is not under the directories of camera files [%s]; list its directory in"
                  + " gate.files",
              path, allowed);
    }
  }

  @Test
  void aCameraThatNamesAnotherFileIsBlockedAndTheJobGoesOn() throws Exception {
    CameraReport report = reportOf(outside.toString());
    assertThat(report.state()).isEqualTo(State.BLOCKED);
    assertThat(report.reason()).contains("gate.files");
  }

  /** The system follows a link before it goes up; what is opened is what was looked at. */
  @Test
  void aLinkLeadsNowhereByGoingUpBehindIt() throws Exception {
    Files.createSymbolicLink(
        allowed.resolve("archive"), Files.createDirectory(outside.resolveSibling("archive")));
    CameraReport report = reportOf(allowed + "/archive/../canary.mp4");
    assertThat(report.reason()).contains(allowed + "/canary.mp4").contains("no such file");
    assertThat(report.state()).isEqualTo(State.OFFLINE);
  }

  /** What is said first of a camera with this file. */
  private CameraReport reportOf(String file) throws Exception {
    CameraSettings camera =
        new CameraSettings("thief", file, 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(1), 10, 1000);
    CameraAccess access = CameraAccess.STRICT.withFiles(List.of(allowed.toString()));
    try (DrivenReader reader =
        new DrivenReader(
            DrivenReader.shared(InstantSource.system(), access),
            new UnregisteredMetricsGroup(),
            List.of(CameraSplit.firstOf(camera, 0)))) {
      reader.runUntil(events -> !events.reportsOf("thief").isEmpty());
      return reader.events.reportsOf("thief").get(0);
    }
  }
}
