package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.simulated.HttpFault.Kind;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With FFmpeg and Java's own client. */
@Timeout(60)
class HttpCameraTest {
  private static final Map<String, String> OPTIONS = Map.of("timeout", "2000000");

  @TempDir static Path dir;

  private static H264Clip clip;
  private static JpegClip jpegs;
  private static Path file;

  private HttpCamera camera;

  @BeforeAll
  static void writeClips() throws Exception {
    clip = Clips.numbered(dir);
    file = SelfDescribingClip.write(dir.resolve("numbered.mp4"), Clips.PICTURES, Clips.FPS);
    List<BufferedImage> pictures =
        IntStream.range(0, Clips.PICTURES).mapToObj(SelfDescribingClip::picture).toList();
    jpegs = JpegClip.of(pictures, Clips.FPS);
  }

  private static HttpSettings settings() throws Exception {
    return HttpSettings.of(
        Map.of(
            "/mjpeg", new MjpegPage(jpegs),
            "/live.ts", new TransportStreamPage(clip),
            "/hls/", new HlsPage(clip, 1),
            "/clip.mp4", new FilePage(file, "video/mp4")));
  }

  @BeforeEach
  void start() throws Exception {
    camera = HttpCamera.start(settings());
  }

  @AfterEach
  void close() {
    camera.close();
    assertThat(Clips.threadsOf("simulated")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mjpeg", "/live.ts", "/clip.mp4"})
  void picturesArriveInOrder(String path) throws Exception {
    Clips.assertConsecutive(FfmpegClient.numbers(camera.url(path), 25, OPTIONS));
  }

  @Test
  void hlsGoesOnWhileSegmentsAreMade() throws Exception {
    int more = (HlsPage.LISTED + 2) * 10;
    Clips.assertConsecutive(FfmpegClient.numbers(camera.url("/hls/live.m3u8"), more, Map.of()));
  }

  @Test
  void hlsForgetsOldSegments() throws Exception {
    String playlist = get("/hls/live.m3u8").body();
    List<String> names = playlist.lines().filter(line -> line.endsWith(".ts")).toList();
    assertThat(names).hasSize(HlsPage.LISTED);
    assertThat(playlist).contains("#EXT-X-TARGETDURATION:1\n").doesNotContain("ENDLIST");
    long first = Long.parseLong(names.get(0).replace(".ts", ""));
    assertThat(playlist).contains("#EXT-X-MEDIA-SEQUENCE:" + first + "\n");
    assertThat(get("/hls/" + names.get(0)).statusCode()).isEqualTo(200);
    assertThat(get("/hls/" + (first - 5) + ".ts").statusCode()).isEqualTo(404);
    assertThat(get("/hls/" + (first + 50) + ".ts").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(camera.url(path))).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void partOfAFileMayBeAskedFor() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(camera.url("/clip.mp4")))
            .header("Range", "bytes=100-299")
            .build();
    HttpResponse<byte[]> part =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    byte[] whole = Files.readAllBytes(file);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 100, 300));
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 100-299/" + whole.length);
  }

  @Test
  void loginIsChecked() throws Exception {
    camera.close();
    camera = HttpCamera.start(settings().withLogin(CameraLogin.basic("viewer", "pass")));
    String url = camera.url("/live.ts");
    String with = url.replace("http://", "http://viewer:pass@");
    Clips.assertConsecutive(FfmpegClient.numbers(with, 3, OPTIONS));
    for (String wrong : List.of(url, with.replace("pass", "wrong"))) {
      assertThatThrownBy(() -> FfmpegClient.open(wrong, OPTIONS)).hasMessageContaining("401");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SILENT", "REDIRECT", "UNAUTHORIZED", "NOT_FOUND", "WRONG_TYPE", "HUGE_PICTURE"})
  void cannotBeOpenedUntilTheFaultIsGone(Kind kind) throws Exception {
    camera.fault(HttpFault.to(kind, "http://127.0.0.1:1/elsewhere"));
    assertThatThrownBy(() -> open("/mjpeg"));
    camera.fault(HttpFault.NONE);
    open("/mjpeg").close();
  }

  private FfmpegClient open(String path) throws Exception {
    FfmpegClient client = FfmpegClient.open(camera.url(path), OPTIONS);
    try {
      client.next();
      return client;
    } catch (Exception e) {
      client.close();
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ENDLESS_HEADERS", "ENDLESS_PLAYLIST", "GARBAGE"})
  void answersMayHaveNoEnd(Kind kind) throws Exception {
    camera.fault(HttpFault.of(kind));
    HttpRequest request = HttpRequest.newBuilder(URI.create(camera.url("/hls/live.m3u8"))).build();
    try (var raw = new java.net.Socket("127.0.0.1", camera.port())) {
      raw.getOutputStream().write(Request.bytes("GET " + request.uri() + " HTTP/1.1\r\n\r\n"));
      assertThat(raw.getInputStream().readNBytes(3_000_000)).hasSize(3_000_000);
    }
  }

  @Test
  void aPlaylistMayNameWhatIsNotTheCameras() throws Exception {
    camera.fault(HttpFault.to(Kind.PLAYLIST_ELSEWHERE, "file:///etc/hostname"));
    assertThat(get("/hls/live.m3u8").body()).contains("\nfile:///etc/hostname\n");
  }
}
