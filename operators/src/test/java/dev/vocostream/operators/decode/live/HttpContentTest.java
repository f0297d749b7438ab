package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpContentTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '--boundary', MPJPEG",
    "application/octet-stream, '\r\n--boundary', MPJPEG",
    "multipart/x-mixed-replace;boundary=b, 'b', MPJPEG",
    "text/html, 'FLV\u0001', FLV",
    "'', '\u0000\u0000\u0000\u0018ftypiso5', MP4",
    "'', '\u0000\u0000\u0000\u0018moof', MP4",
    "video/mp2t, 'x', MPEGTS",
    "Video/MP2T ; x=y, 'x', MPEGTS",
  })
  void firstBytesTellWhatItIs(String type, String first, Kind kind) {
    assertThat(HttpContent.of(type, bytes(first)).flatMap(HttpContent::kind)).contains(kind);
  }

  @Test
  void aTransportStreamIsToldByItsPackets() {
    byte[] packets = new byte[400];
    packets[0] = 0x47;
    assertThat(HttpContent.of("", packets)).isEmpty();
    packets[188] = 0x47;
    assertThat(HttpContent.of("", packets).flatMap(HttpContent::kind)).contains(Kind.MPEGTS);
  }

  @Test
  void aPlaylistIsOneWhateverItIsSaidToBe() {
    for (String type : new String[] {"", "video/mp2t", "multipart/x-mixed-replace"}) {
      assertThat(HttpContent.of(type, bytes("#EXTM3U\n")))
          .contains(new HttpContent(Optional.empty()));
    }
  }

  @Test
  void allElseIsNothing() {
    assertThat(HttpContent.of("text/html", bytes("<html>"))).isEmpty();
    assertThat(HttpContent.of("video/mp4", bytes("ffconcat version 1.0"))).isEmpty();
    assertThat(HttpContent.of("", new byte[0])).isEmpty();
  }
}
