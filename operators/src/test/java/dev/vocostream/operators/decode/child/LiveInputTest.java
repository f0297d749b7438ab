package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveInputTest {
  /** FFmpeg decodes a login of RTSP, and sends one of RTMP as it stands in the URL. */
  @ParameterizedTest
  @CsvSource({
    "RTSP, admin:p%25a%2B%40%3Ass, rtsp://admin:p%25a%2B%40%3Ass@127.0.0.1:5/live",
    "RTMP, admin:p%25a%2B%40%3Ass, rtmp://admin:p%a+@:ss@127.0.0.1:5/live",
    "RTMP, '', rtmp://127.0.0.1:5/live"
  })
  void aLoginStandsInTheUrlAsFfmpegReadsIt(Kind kind, String userInfo, String expected) {
    URI url = URI.create(kind.name().toLowerCase() + "://127.0.0.1:5/live");
    LiveInput input = new LiveInput(kind, "yard", url, userInfo, Duration.ofSeconds(1));
    assertThat(input.urlWithCredentials()).isEqualTo(expected);
  }
}
