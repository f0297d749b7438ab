package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.gate.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SRT through a relay of its datagrams, with FFmpeg as the listener. */
@Timeout(180)
class SrtCamerasTest extends WatchedCameras {
  private static final String PASSPHRASE = "p@ss:w%40rd canary/?#";

  @Override
  CameraAccess access(String secretsFile) {
    return new CameraAccess(
        Set.of(Scheme.SRT), List.of("127.0.0.0/8"), true, secretsFile, patience());
  }

  private static String secrets(String line) throws Exception {
    return Files.writeString(Files.createTempFile(dir, "secrets", ""), line).toString();
  }

  @Test
  void anEncryptedCameraIsWatched() throws Exception {
    try (SrtListener listener = SrtListener.start(PASSPHRASE)) {
      String secrets = secrets("yard@127.0.0.1=stream-7:" + PASSPHRASE + "\n");
      watch(secrets, camera("yard", listener.url(), "yard"));
      untilFrames("yard", 5);
      int from = frames("yard").size();
      untilFrames("yard", 11);
      assertThat(newest("yard").state()).isEqualTo(State.ONLINE);
      List<Frame> frames = frames("yard").subList(from, from + 11);
      assertThat(frames.get(10).time() - frames.get(0).time()).isBetween(700L, 3_000L);
      assertThat(Offspring.decoders()).isNotEmpty();
      for (long decoder : Offspring.decoders()) {
        Path told = Path.of("/proc", "" + decoder, "cmdline");
        assertThat(Files.readString(told)).doesNotContain("canary", listener.url());
      }
    }
  }

  @Test
  @Tag("slow")
  void aCameraThatGoesIsOffline() throws Exception {
    SrtListener listener = SrtListener.start(PASSPHRASE);
    try (listener) {
      watch(secrets("yard@127.0.0.1=-:" + PASSPHRASE), camera("yard", listener.url(), "yard"));
      untilFrames("yard", 5);
    }
    CameraReport gone = untilState("yard", State.OFFLINE);
    assertThat(gone.reason()).contains(listener.url()).doesNotContain("canary");
  }

  @Test
  @Tag("slow")
  void whoHasAnotherPassphraseGetsNothing() throws Exception {
    try (SrtListener listener = SrtListener.start("somebody else's")) {
      watch(secrets("yard@127.0.0.1=-:" + PASSPHRASE), camera("yard", listener.url(), "yard"));
      until(
          events ->
              newest("yard") != null && newest("yard").reason().contains("the connection ended"));
      assertThat(newest("yard").state()).isEqualTo(State.OFFLINE);
      assertThat(newest("yard").reason()).doesNotContain("canary");
      assertThat(frames("yard")).isEmpty();
    }
  }

  @Test
  @Tag("slow")
  void whereNothingListensIsSaid() throws Exception {
    watch(null, camera("yard", "srt://127.0.0.1:" + SrtListener.freePort(), ""));
    assertThat(untilState("yard", State.OFFLINE).reason()).contains("nothing listens there");
  }

  @Test
  void aPassphraseThatSrtDoesNotTakeIsRefusedBeforeAnythingIsStarted() throws Exception {
    watch(secrets("yard@127.0.0.1=-:canary"), camera("yard", "srt://127.0.0.1:9", "yard"));
    assertThat(untilState("yard", State.REFUSED).reason())
        .contains("a passphrase of 10 to 79 bytes expected, found one of 6")
        .doesNotContain("canary");
    assertThat(Offspring.decoders()).isEmpty();
  }
}
