package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.Gates.CountingResolver;
import dev.vocostream.operators.gate.Playlist.ByteRange;
import dev.vocostream.operators.gate.Playlist.Master;
import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaylistParserTest {
  static final String MEDIA =
      """
      #EXTM3U
      #EXT-X-VERSION:7
      #EXT-X-TARGETDURATION:4
      #EXT-X-MEDIA-SEQUENCE:120

      #EXT-X-MAP:URI="init.mp4",BYTERANGE="700@0"
      #EXT-X-KEY:METHOD=AES-128,URI="https://cam.example/key?a=1,2",IV=0x0f
      # a comment
      #EXTINF:4.000,title, with commas
      #EXT-X-BYTERANGE:1000@700
      all.mp4
      #EXTINF:3.5,
      #EXT-X-BYTERANGE:500
      all.mp4
      #EXT-X-KEY:METHOD=NONE
      #EXT-X-DISCONTINUITY
      #EXTINF:2,
      /other/seg.ts?x=1
      #EXT-X-ENDLIST
      """;
  static final String MASTER =
      """
      #EXTM3U
      #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="file:///etc/passwd"
      #EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360,CODECS="avc1.4d401e,mp4a.40.2"
      low/index.m3u8
      #EXT-X-STREAM-INF:BANDWIDTH=2000000
      https://cam.example/high.m3u8
      """;

  private final CountingResolver resolver = new CountingResolver();

  private Playlist parse(String text) throws BlockedUrlException {
    return parse(text.getBytes(UTF_8));
  }

  private Playlist parse(byte[] bytes) throws BlockedUrlException {
    Gate gate = new Gate(Gates.strict(), resolver);
    CheckedUrl url = gate.check("https://admin:s3cr3t@cam.example/live/index.m3u8?t=s3cr3t");
    return PlaylistParser.parse(new Document(url, bytes), gate);
  }

  private List<Optional<Instant>> begins(String segments) throws BlockedUrlException {
    Media media = (Media) parse("#EXTM3U\n#EXT-X-TARGETDURATION:4\n" + segments);
    return media.segments().stream().map(Segment::begins).toList();
  }

  @Test
  void aSegmentBeginsAsItIsDatedOrWhereTheOneBeforeEnded() throws Exception {
    Optional<Instant> noon = Optional.of(Instant.parse("2026-11-29T12:00:00Z"));
    assertThat(
            begins(
                """
                #EXTINF:4,
                0.ts
                #EXT-X-PROGRAM-DATE-TIME:2026-11-29T13:00:00.000+01:00
                #EXTINF:2.5,
                1.ts
                #EXTINF:4,
                2.ts
                #EXT-X-DISCONTINUITY
                #EXTINF:4,
                3.ts
                #EXT-X-PROGRAM-DATE-TIME:2026-11-29T12:00:00.000+0000
                #EXT-X-DISCONTINUITY
                #EXTINF:4,
                4.ts
                """))
        .containsExactly(
            Optional.empty(),
            noon,
            noon.map(time -> time.plusMillis(2_500)),
            Optional.empty(),
            noon);
  }

  @Test
  void aDateThatIsNoneStandsForNoneUntilTheNext() throws Exception {
    assertThat(
            begins(
                """
                #EXT-X-PROGRAM-DATE-TIME:2026-11-29T12:00:00Z
                #EXTINF:4,
                0.ts
                #EXT-X-PROGRAM-DATE-TIME:yesterday
                #EXTINF:4,
                1.ts
                #EXTINF:4,
                2.ts
                """))
        .extracting(Optional::isPresent)
        .containsExactly(true, false, false);
  }

  private static String target(CheckedUrl url) {
    return url.url().host() + url.url().requestTarget();
  }

  @Test
  void readsSegments() throws Exception {
    Media media = (Media) parse(MEDIA);

    assertThat(media.target()).isEqualTo(Duration.ofSeconds(4));
    assertThat(media.firstSequence()).isEqualTo(120);
    assertThat(media.ended()).isTrue();
    assertThat(media.segments()).hasSize(3);
    Segment first = media.segments().get(0);
    Segment second = media.segments().get(1);
    Segment third = media.segments().get(2);
    assertThat(target(first.url())).isEqualTo("cam.example/live/all.mp4");
    assertThat(first.range()).contains(new ByteRange(1000, 700));
    assertThat(target(first.key().orElseThrow().url())).isEqualTo("cam.example/key?a=1,2");
    assertThat(first.key().orElseThrow().iv()).contains(BigInteger.valueOf(15));
    assertThat(first.init().orElseThrow().range()).contains(new ByteRange(700, 0));
    assertThat(second.duration()).isEqualTo(Duration.ofMillis(3500));
    assertThat(second.range()).contains(new ByteRange(500, 1700));
    assertThat(second.discontinuity()).isFalse();
    assertThat(target(third.url())).isEqualTo("cam.example/other/seg.ts?x=1");
    assertThat(third.key()).isEmpty();
    assertThat(third.discontinuity()).isTrue();
    assertThat(resolver.asked).containsExactly("cam.example");
  }

  @Test
  void readsCarriageReturnsToo() throws Exception {
    assertThat(((Media) parse(MEDIA.replace("\n", "\r\n"))).segments()).hasSize(3);
  }

  @Test
  void readsVariants() throws Exception {
    Master master = (Master) parse(MASTER);

    assertThat(master.variants()).hasSize(2);
    assertThat(target(master.variants().get(0).url())).isEqualTo("cam.example/live/low/index.m3u8");
    assertThat(master.variants().get(0).bandwidth()).isEqualTo(800_000);
    assertThat(master.variants().get(0).width()).isEqualTo(640);
    assertThat(master.variants().get(0).height()).isEqualTo(360);
    assertThat(master.variants().get(0).codecs()).isEqualTo("avc1.4d401e,mp4a.40.2");
    assertThat(master.variants().get(1).codecs()).isEmpty();
    assertThat("" + master).doesNotContain("s3cr3t", "passwd");
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> parse(MEDIA.replace("/other/seg.ts", "https://127.0.0.1/seg.ts")))
        .hasMessage(
            "https://cam.example:443/…, line 18 of the playlist: https://127.0.0.1:443/…: 127.0.0.1"
                + " is loopback (127.0.0.0/8) and not listed; if a camera is there, list its range"
                + " among the allowed");
  }

  @ParameterizedTest
  @CsvSource({"1, 1048577", "2, 20001", "3, 5001", "4, 8"})
  void readsNoMoreThanSoMuch(int what, int count) {
    String head = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
    StringBuilder text = new StringBuilder(head);
    for (int i = 0; i < count; i++) {
      text.append(
          switch (what) {
            case 1 -> "x";
            case 2 -> "\n";
            case 3 -> "#EXTINF:1,\na\n";
            default -> "#EXTINF:1,\nhttps://93.184.215.%d/a\n".formatted(i);
          });
    }
    assertThatThrownBy(() -> parse(text.toString()))
        .isInstanceOfSatisfying(
            BlockedUrlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @ParameterizedTest
  @CsvSource({"''", "'#EXTM3U'", "'\uFEFF#EXTM3U'", "'ffconcat version 1.0'", "'<MPD>'", "'v=0'"})
  void readsNothingButPlaylists(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(BlockedUrlException.class);
    assertThatThrownBy(() -> parse(new byte[] {'#', (byte) 0xff}))
        .isInstanceOf(BlockedUrlException.class);
  }
}
