package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vocostream.operators.gate.Gates.CountingResolver;
import dev.vocostream.operators.gate.Playlist.Master;
import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostilePlaylistsTest {
  private static Playlist parse(byte[] bytes) throws BlockedUrlException {
    Gate gate = new Gate(Gates.strict(), new CountingResolver());
    CheckedUrl url = gate.check("https://admin:s3cr3t@cam.example/live/index.m3u8?t=s3cr3t");
    return PlaylistParser.parse(new Document(url, bytes), gate);
  }

  /** The bar stands for a line's end; each comes after a target duration. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "#EXTINF:1,|file:///canary; SCHEME_UNKNOWN",
        "#EXTINF:1,|http://cam.example/a.ts; SCHEME_NOT_ENABLED",
        "#EXTINF:1,|rtsp://cam.example/a; SCHEME_NOT_ENABLED",
        "#EXTINF:1,|concat:https://cam.example/a; NESTED_PROTOCOL",
        "#EXTINF:1,|crypto+https://cam.example/a; NESTED_PROTOCOL",
        "#EXTINF:1,|data:video/mp2t,AAAA; SCHEME_UNKNOWN",
        "#EXTINF:1,|subfile,,start,0,end,0,,:/etc/passwd; NOT_A_URL",
        "#EXTINF:1,|https://127.0.0.1/a.ts; ADDRESS",
        "#EXTINF:1,|//[::ffff:10.0.0.1]/a.ts; ADDRESS",
        "#EXTINF:1,|https://private.example/a.ts; ADDRESS",
        "#EXTINF:1,|https://mixed.example/a.ts; MIXED_ADDRESSES",
        "#EXTINF:1,|https://169.254.169.254/latest; ADDRESS",
        "#EXTINF:1,|https://cam.example:8443/a.ts; OTHER_PORT",
        "#EXTINF:1,|https://none.example/a.ts; UNRESOLVED",
        "#EXTINF:1,|https://x:y@cam.example/a.ts; USER_INFO",
        "#EXTINF:1,|a b.ts; CHARACTERS",
        "#EXTINF:1,|a\\b.ts; CHARACTERS",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"file:///canary\"; SCHEME_UNKNOWN",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"data:text/plain,0123456789abcdef\"; SCHEME_UNKNOWN",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"skd://cam.example/k\"; SCHEME_UNKNOWN",
        "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\"; PLAYLIST_TAG",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",KEYFORMAT=\"com.apple\"; PLAYLIST_TAG",
        "#EXT-X-KEY:METHOD=AES-128; PLAYLIST",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",URI=\"l\"; PLAYLIST",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=15; PLAYLIST",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k; PLAYLIST",
        "#EXT-X-MAP:URI=\"file:///canary\"; SCHEME_UNKNOWN",
        "#EXT-X-MAP:BYTERANGE=\"1@0\"; PLAYLIST",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"|#EXT-X-MAP:URI=\"i\"; PLAYLIST",
        "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"; PLAYLIST_TAG",
        "#EXT-X-SKIP:SKIPPED-SEGMENTS=3; PLAYLIST_TAG",
        "#EXT-X-I-FRAMES-ONLY; PLAYLIST_TAG",
        "#EXTM3U; PLAYLIST_TAG",
        "#EXT-X-OWN; PLAYLIST_TAG",
        "#EXT-x; PLAYLIST",
        "#EXTINF:1,|#EXT-X-BYTERANGE:9223372036854775807@1|a.ts; PLAYLIST",
        "#EXTINF:1,|#EXT-X-BYTERANGE:-1@0|a.ts; PLAYLIST",
        "#EXTINF:1,|#EXT-X-BYTERANGE:0@0|a.ts; PLAYLIST",
        "#EXTINF:1,|#EXT-X-BYTERANGE:10|a.ts; PLAYLIST",
        "#EXTINF:1,|#EXT-X-BYTERANGE:10@0|a.ts|#EXTINF:1,|#EXT-X-BYTERANGE:10|b.ts; PLAYLIST",
        "#EXTINF:-1,|a.ts; PLAYLIST",
        "#EXTINF:1e9,|a.ts; PLAYLIST",
        "#EXTINF:NaN,|a.ts; PLAYLIST",
        "#EXTINF:1,; PLAYLIST",
        "a.ts; PLAYLIST",
        "#EXT-X-TARGETDURATION:99999; PLAYLIST",
        "#EXTINF:1,|a.ts|#EXT-X-MEDIA-SEQUENCE:5; PLAYLIST",
        "#EXT-X-STREAM-INF:BANDWIDTH=1|a.m3u8; PLAYLIST",
        "#EXT-X-STREAM-INF:BANDWIDTH=1; PLAYLIST",
        "#EXT-X-STREAM-INF:RESOLUTION=1x1|a.m3u8; PLAYLIST",
        "#EXT-X-STREAM-INF:BANDWIDTH=99999999999|a.m3u8; PLAYLIST",
        "#EXT-X-STREAM-INF:BANDWIDTH=1|file:///canary; SCHEME_UNKNOWN",
      })
  void refuses(String lines, String reason) {
    String text = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + lines.replace('|', '\n') + "\n";

    BlockedUrlException blocked =
        catchThrowableOfType(BlockedUrlException.class, () -> parse(text.getBytes(UTF_8)));

    assertThat(blocked).as("what refused %s", lines).isNotNull();
    assertThat(blocked.reason().name()).as(blocked.getMessage()).isEqualTo(reason);
    assertThat(blocked)
        .hasMessageStartingWith("https://cam.example:443/…")
        .hasMessageNotContainingAny("s3cr3t", "admin", "canary", "passwd");
  }

  /** Whatever the bytes: a playlist of admitted URLs, or a refusal that tells no secret. */
  @Test
  void survivesDamagedPlaylists() {
    long seed = System.nanoTime();
    System.out.println("survivesDamagedPlaylists seed " + seed);
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes =
          damaged(
              (random.nextBoolean() ? PlaylistParserTest.MEDIA : PlaylistParserTest.MASTER)
                  .getBytes(UTF_8),
              random);
      try {
        Playlist playlist = parse(bytes);
        assertThat(urls(playlist))
            .as("seed %d", seed)
            .allMatch(url -> url.address().getAddress().getHostAddress().equals("93.184.215.14"));
        assertThat("" + playlist).as("seed %d", seed).doesNotContain("s3cr3t");
        read++;
      } catch (BlockedUrlException e) {
        assertThat(e).as("seed %d", seed).hasMessageNotContainingAny("s3cr3t", "admin");
      }
    }
    assertThat(read).as("seed %d", seed).isBetween(100, 19_900);
  }

  private static List<CheckedUrl> urls(Playlist playlist) {
    List<CheckedUrl> urls = new ArrayList<>();
    if (playlist instanceof Master master) {
      master.variants().forEach(variant -> urls.add(variant.url()));
    } else if (playlist instanceof Media media) {
      for (Segment segment : media.segments()) {
        urls.add(segment.url());
        segment.key().ifPresent(key -> urls.add(key.url()));
        segment.init().ifPresent(init -> urls.add(init.url()));
      }
    }
    return urls;
  }

  private static byte[] damaged(byte[] whole, Random random) {
    String[] words = {"file:///", "https://127.0.0.1/", "@", "\n", "\"", ",", "9999999999", "#EXT"};
    byte[] bytes = whole.clone();
    for (int hit = random.nextInt(4); hit >= 0; hit--) {
      byte[] word = words[random.nextInt(words.length)].getBytes(UTF_8);
      int at = random.nextInt(bytes.length - word.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> System.arraycopy(word, 0, bytes, at, word.length);
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }
}
