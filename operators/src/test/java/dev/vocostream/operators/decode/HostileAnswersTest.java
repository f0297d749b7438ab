package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.gate.Scheme;
import dev.vocostream.operators.simulated.CameraLogin;
import dev.vocostream.operators.simulated.HttpCamera;
import dev.vocostream.operators.simulated.HttpPage;
import dev.vocostream.operators.simulated.HttpSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Allowed servers that answer with what leads elsewhere: to a file, to a port of this machine, to
 * themselves without end. A reader watches all of them; none comes to a frame, and nobody knocks.
 */
@Timeout(180)
class HostileAnswersTest extends WatchedCameras {
  private static final String CANARY = "canary-in-a-file";
  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n";
  private static final String TS = "\u0047".repeat(189);

  private static final Map<String, String> PLAYLISTS = new LinkedHashMap<>();
  private static final Map<String, String> BODIES = new LinkedHashMap<>();
  private static final List<String> ELSEWHERE =
      List.of(
          "file://{canary}",
          "http://127.0.0.1:{port}/",
          "//127.0.0.1:{port}/",
          "http://localhost:{port}/",
          "http://127.0.0.2:{port}/",
          "rtsp://127.0.0.1:{port}/",
          "gopher://127.0.0.1:{port}/_",
          "concat:http://127.0.0.1:{port}/a",
          "http://169.254.169.254/latest/meta-data/");

  static {
    String segment = "\n#EXTINF:1,\na.ts\n";
    PLAYLISTS.put(
        "key-in-a-file", HEAD + "#EXT-X-KEY:METHOD=AES-128,URI=\"file://{canary}\"" + segment);
    PLAYLISTS.put(
        "key-elsewhere",
        HEAD + "#EXT-X-KEY:METHOD=AES-128,URI=\"http://127.0.0.1:{port}/k\"" + segment);
    // A path is one of the server's, which has none there; without an end it would be waited for.
    PLAYLISTS.put(
        "init-in-a-file", HEAD + "#EXT-X-MAP:URI=\"{canary}\"" + segment + "#EXT-X-ENDLIST\n");
    PLAYLISTS.put("init-elsewhere", HEAD + "#EXT-X-MAP:URI=\"//127.0.0.1:{port}/i\"" + segment);
    PLAYLISTS.put("variant-in-a-file", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nfile://{canary}\n");
    PLAYLISTS.put(
        "variables", HEAD + "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"file:\"\n#EXTINF:1,\n{$a}//x\n");
    PLAYLISTS.put("itself", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n/itself\n");
    BODIES.put("ffconcat", "ffconcat version 1.0\nfile {canary}\n");
    BODIES.put("sdp", "v=0\nc=IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\n");
    BODIES.put("dash", "<MPD><BaseURL>http://127.0.0.1:{port}/</BaseURL></MPD>");
    BODIES.put("playlist-in-avi", "RIFF\0\0\0\0AVI LIST" + HEAD + "#EXTINF:1,\nfile://{canary}\n");
    BODIES.put("playlist-in-ts", TS + HEAD + "#EXTINF:1,\nfile://{canary}\n");
    BODIES.put("playlist-in-mp4", "\0\0\0\u0010ftypisom\0\0\0\0" + HEAD + "file://{canary}\n");
    BODIES.put(
        "playlist-in-mjpeg",
        "--p\r\nContent-Type: application/x-mpegurl\r\nContent-Length: 90\r\n\r\n"
            + HEAD
            + "#EXTINF:1,\nfile://{canary}\n"
            + " ".repeat(90));
    BODIES.put("page", "<html><meta http-equiv=refresh content='0;url=file://{canary}'>");
  }

  @Override
  CameraAccess access(String secretsFile) {
    return new CameraAccess(
        EnumSet.of(Scheme.HTTP), List.of("127.0.0.2/32"), true, null, patience());
  }

  @Test
  void leadNowhere() throws Exception {
    Path canary = Files.writeString(dir.resolve("elsewhere"), CANARY);
    try (Tripwire tripwire = new Tripwire();
        HttpCamera server = HttpCamera.start(settings(pages(tripwire.port(), canary)))) {
      List<String> names = new ArrayList<>(pages(tripwire.port(), canary).keySet());
      watch(
          null,
          names.stream()
              .map(path -> camera(path, server.url(path), ""))
              .toArray(CameraSettings[]::new));
      until(events -> names.stream().noneMatch(name -> events.reportsOf(name).isEmpty()));

      for (String name : names) {
        CameraReport report = reader.events.reportsOf(name).get(0);
        assertThat(report.state()).as(report.toString()).isNotIn(State.ONLINE, State.STALLED);
        assertThat(report.reason()).as(name).contains("127.0.0.2").doesNotContain(CANARY);
      }
      assertThat(names).hasSizeGreaterThan(30);
      assertThat(reader.events.frames()).isEmpty();
      assertThat(server.accepted()).as("playlists and redirects end").isLessThan(5L * names.size());
      assertThat(tripwire.knocks()).isZero();
    }
  }

  private static HttpSettings settings(Map<String, HttpPage> pages) throws Exception {
    return new HttpSettings(InetAddress.getByName("127.0.0.2"), 0, CameraLogin.NONE, pages);
  }

  /** By path, which also names the camera. */
  private static Map<String, HttpPage> pages(int port, Path canary) {
    Map<String, HttpPage> pages = new LinkedHashMap<>();
    UnaryOperator<String> filled =
        text -> text.replace("{port}", "" + port).replace("{canary}", canary.toString());
    PLAYLISTS.forEach((name, text) -> pages.put("/" + name, page(PLAYLIST, filled.apply(text))));
    BODIES.forEach((name, text) -> pages.put("/" + name, page("video/mp2t", filled.apply(text))));
    for (int i = 0; i < ELSEWHERE.size(); i++) {
      pages.put("/segment-" + i, page(PLAYLIST, filled.apply(segment(ELSEWHERE.get(i)))));
      pages.put("/redirect-" + i, redirect(filled.apply(ELSEWHERE.get(i))));
    }
    pages.put("/redirect-to-itself", redirect("/redirect-to-itself"));
    return pages;
  }

  private static String segment(String url) {
    return HEAD + "#EXTINF:1,\n" + url + "\n";
  }

  private static HttpPage page(String type, String body) {
    return (request, name, out) ->
        HttpPage.whole(out, "200 OK", type, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static HttpPage redirect(String to) {
    return (request, name, out) ->
        out.write(
            ("HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n")
                .formatted(to)
                .getBytes(StandardCharsets.ISO_8859_1));
  }
}
