package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.gate.Gates;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Scheme;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every URL that the gate's table refuses, as a camera of a reader: what the reader makes of it,
 * and that nothing was started, connected to or read for it.
 */
@Timeout(180)
class HostileUrlsTest {
  private static final String TABLE = "/dev/vocostream/operators/gate/urls.csv";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CANARY = "canary-in-a-file";

  @TempDir static Path dir;

  private static final Map<String, CameraReport> REPORTS = new HashMap<>();
  private static List<Row> rows;
  private static int decoders;
  private static int knocks;
  private static int knocksOfTheTest;

  /**
   * @param reason of the gate
   * @param lan whether all that can be is enabled
   */
  record Row(int number, String reason, boolean lan, String url) {
    String camera() {
      return "camera-" + number;
    }

    @Override
    public String toString() {
      return reason + " " + url.replaceAll("\\p{Cntrl}", "?");
    }
  }

  static Stream<Row> rows() {
    return rows.stream();
  }

  @BeforeAll
  static void giveAllOfThemToReaders() throws Exception {
    Path canary = Files.writeString(dir.resolve("elsewhere"), CANARY);
    Path allowed = Files.createDirectory(dir.resolve("cameras"));
    try (Tripwire tripwire = new Tripwire()) {
      rows = read(tripwire.port(), canary);
      for (boolean lan : List.of(false, true)) {
        watch(rows.stream().filter(row -> row.lan() == lan).toList(), access(lan, allowed));
      }
      knocks = tripwire.knocks();
      new Socket("127.0.0.1", tripwire.port()).close();
      knocksOfTheTest = tripwire.knocks();
    }
  }

  private static List<Row> read(int port, Path canary) throws Exception {
    List<Row> all = new ArrayList<>();
    try (InputStream in = HostileUrlsTest.class.getResourceAsStream(TABLE)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] words = line.split("\t", 3);
        if (words.length == 3 && !words[0].equals("OK") && !words[0].startsWith("#")) {
          String url = words[2].translateEscapes();
          url = url.replace("{port}", "" + port).replace("{canary}", canary.toString());
          boolean lan = words[1].equals("lan");
          all.add(new Row(all.size(), words[0], lan, url));
        }
      }
    }
    return all;
  }

  private static CameraAccess access(boolean lan, Path files) {
    Duration patience = Duration.ofSeconds(4);
    CameraAccess access =
        lan
            ? new CameraAccess(
                Set.of(Scheme.HTTP, Scheme.RTMP, Scheme.RTMPS, Scheme.UDP, Scheme.SRT),
                List.of("10.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "fd00::/8", "224.0.0.0/3"),
                true,
                null,
                patience)
            : new CameraAccess(Set.of(), List.of(), true, null, patience);
    return access.withFiles(List.of(files.toString()));
  }

  private static void watch(List<Row> some, CameraAccess access) throws Exception {
    List<CameraSplit> splits = new ArrayList<>();
    for (Row row : some) {
      splits.add(CameraSplit.firstOf(WatchedCameras.camera(row.camera(), row.url(), ""), 0));
    }
    CameraPlayer.Shared shared =
        new CameraPlayer.Shared(
            DrivenReader.FRAME_SIZE,
            InstantSource.system(),
            new LiveConnections(access, Gates.names(), ProxySettings.defaults()),
            new CameraDirectories(access.files()));
    try (DrivenReader reader = new DrivenReader(shared, new CountingGroup(), splits)) {
      reader.runUntil(PATIENCE, events -> some.stream().allMatch(row -> isReported(row, events)));
      some.forEach(row -> REPORTS.put(row.camera(), events(reader, row).get(0)));
      decoders += Offspring.decoders().size();
      assertThat(reader.events.frames()).isEmpty();
    }
  }

  private static List<CameraReport> events(DrivenReader reader, Row row) {
    return reader.events.reportsOf(row.camera());
  }

  private static boolean isReported(Row row, CollectedEvents events) {
    return !events.reportsOf(row.camera()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isRefusedWithoutAWordOfWhatIsSecret(Row row) {
    CameraReport report = REPORTS.get(row.camera());
    State expected = row.reason().equals("UNRESOLVED") ? State.OFFLINE : State.BLOCKED;
    State aPathThatIsNone = row.url().contains("\0") ? State.REFUSED : expected;
    assertThat(report.state()).as(report.reason()).isIn(expected, aPathThatIsNone);
    assertThat(report.reason()).isNotEmpty().doesNotContain("s3cr3t", "cr3t", "admin", CANARY);
  }

  @Test
  void nothingIsStartedAndNobodyKnocks() {
    assertThat(rows).hasSizeGreaterThan(120);
    assertThat(decoders).isZero();
    assertThat(knocks).isZero();
    assertThat(knocksOfTheTest).as("or the wire is no wire").isEqualTo(1);
    assertThat(Offspring.threads()).isEmpty();
  }
}
