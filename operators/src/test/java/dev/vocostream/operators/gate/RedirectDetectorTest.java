package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vocostream.operators.gate.RedirectDetector.RedirectException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectDetectorTest {
  /** As many bytes at once as given, then the rest. */
  private static boolean finds(byte[] bytes, int first) {
    RedirectDetector detector = new RedirectDetector();
    try {
      detector.see(bytes, first);
      byte[] rest = Arrays.copyOfRange(bytes, first, bytes.length);
      detector.see(rest, rest.length);
      return false;
    } catch (RedirectException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RTSP/1.0 302 Found\r\nLocation: rtsp://10.0.0.1/\r\n\r\n",
        "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\nRTSP/1.0 301 Moved\r\n",
        "RTSP/x\t \t+00305\n",
        "RT\rSP/1.0\r \r3\r02\n",
        "RTSP/1.0 4294967598\n",
        "RTSP/1.0 \013302\n",
        "$\000\000\010RTSP/1 2RTSP/1.0 302\n",
        "RTSP/RTSP/1.0 302\n",
        "RTSP/ RTSP/1.0 302\n",
        "RRTSP/1.0 302\n",
        "RTSRTSP/1.0 302\n"
      })
  void findsWhatFfmpegWouldTakeForARedirectHoweverItIsCut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int first = 0; first <= bytes.length; first++) {
      assertThat(finds(bytes, first)).as("cut at %d", first).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RTSP/1.0 200 OK\r\nSession: 302\r\n\r\n",
        "RTSP/1.0 401 Unauthorized\r\nCSeq: 302\r\n\r\n",
        "HTTP/1.0 302 Found\r\n",
        "RTSP/1.0\r\n 302\r\n",
        "rtsp/1.0 302\r\n",
        "RTSP/1.0 200 302\n"
      })
  void letsOtherAnswersThrough(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int first = 0; first <= bytes.length; first++) {
      assertThat(finds(bytes, first)).as("cut at %d", first).isFalse();
    }
  }

  @Test
  void letsMediaThrough() {
    long seed = System.nanoTime();
    System.out.println("letsMediaThrough seed " + seed);
    byte[] media = new byte[4_000_000];
    new Random(seed).nextBytes(media);

    assertThatCode(() -> new RedirectDetector().see(media, media.length))
        .doesNotThrowAnyException();
  }
}
