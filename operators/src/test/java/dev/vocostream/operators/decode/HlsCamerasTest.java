package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.HttpCamera;
import dev.vocostream.operators.simulated.HttpPage;
import dev.vocostream.operators.simulated.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HLS as FFmpeg packs it: in fragments of MP4, and encrypted. */
@Timeout(180)
class HlsCamerasTest extends WatchedCameras {
  private static final Map<String, String> LIVE =
      Map.of("hls_time", "1", "hls_list_size", "5", "hls_flags", "delete_segments");

  /** What is in a directory now. */
  private static HttpPage directory(Path folder) {
    return (request, name, out) -> {
      Path file = folder.resolve(name);
      boolean there = name.matches("[a-z0-9.]+") && Files.exists(file);
      byte[] body = there ? Files.readAllBytes(file) : new byte[0];
      String type = name.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/any";
      HttpPage.whole(out, there ? "200 OK" : "404 Not Found", type, body);
    };
  }

  private static Map<String, String> with(String option, String value) {
    Map<String, String> all = new java.util.HashMap<>(LIVE);
    all.put(option, value);
    return all;
  }

  private static String keyInfo(Path folder) throws Exception {
    Path key = Files.write(folder.resolve("secret.key"), "sixteen letters!".getBytes());
    return Files.writeString(folder.resolve("key.info"), "secret.key\n" + key + "\n").toString();
  }

  @Test
  void fragmentsOfMp4AndEncryptedSegmentsAreShown() throws Exception {
    Path mp4 = Files.createDirectory(dir.resolve("mp4"));
    Path aes = Files.createDirectory(dir.resolve("aes"));
    Map<String, String> fragments = with("hls_segment_type", "fmp4");
    Map<String, String> encrypted = with("hls_key_info_file", keyInfo(aes));
    try (FilmedStream first = FilmedStream.hls(mp4.resolve("live.m3u8"), fragments, FPS, 10);
        FilmedStream second = FilmedStream.hls(aes.resolve("live.m3u8"), encrypted, FPS, 10);
        HttpCamera server =
            HttpCamera.start(
                HttpSettings.of(Map.of("/mp4/", directory(mp4), "/aes/", directory(aes))))) {
      Awaitility.await()
          .until(
              () ->
                  Files.exists(mp4.resolve("live2.m4s")) && Files.exists(aes.resolve("live2.ts")));
      assertThat(Files.readString(mp4.resolve("live.m3u8"))).contains("#EXT-X-MAP:");
      assertThat(Files.readString(aes.resolve("live.m3u8"))).contains("#EXT-X-KEY:METHOD=AES-128");
      watch(
          null,
          camera("mp4", server.url("/mp4/live.m3u8"), ""),
          camera("aes", server.url("/aes/live.m3u8"), ""));
      for (String camera : List.of("mp4", "aes")) {
        untilFrames(camera, 35);
        assertSteady(frames(camera));
        assertThat(newest(camera).state()).as("%s", newest(camera)).isEqualTo(State.ONLINE);
      }
      assertThat(first.failure()).isNull();
      assertThat(second.failure()).isNull();
    }
  }

  /** The last 24 frames, over several segments; a slow machine may miss one of those. */
  private static void assertSteady(List<Frame> frames) {
    int next = 0;
    for (int i = frames.size() - 24; i < frames.size(); i++) {
      int step = number(frames.get(i)) - number(frames.get(i - 1));
      next += step == 1 ? 1 : 0;
      assertThat(step).as("numbers go on").isBetween(1, 30);
      assertThat(frames.get(i).time()).isGreaterThan(frames.get(i - 1).time());
    }
    assertThat(next).as("pictures that follow the one before").isGreaterThan(8);
  }

  private static int number(Frame frame) {
    return SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb());
  }
}
