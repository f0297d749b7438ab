package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vocostream.operators.gate.AddressRule;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.Gate;
import dev.vocostream.operators.gate.GateSettings;
import dev.vocostream.operators.gate.Gates;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Scheme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose one segment is as large as it likes. */
@Timeout(60)
class HlsOriginTest {
  private static final String PLAYLIST =
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.1,\na.ts\n#EXT-X-ENDLIST\n";

  private HttpServer server;
  private volatile int segmentBytes;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean list = exchange.getRequestURI().getPath().endsWith("m3u8");
    byte[] body = list ? PLAYLIST.getBytes() : new byte[segmentBytes];
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private HlsOrigin origin(ByteRate rate) throws Exception {
    Gate gate =
        new Gate(GateSettings.of(AddressRule.allowing("127.0.0.0/8"), Scheme.HTTP), Gates.names());
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/live.m3u8";
    return new HlsOrigin(gate, gate.check(url), ProxySettings.defaults(), rate);
  }

  @Test
  void aSegmentIsReadNoFasterThanTheCameraMaySend() throws Exception {
    segmentBytes = 300_000;
    ByteRate rate = new ByteRate(200_000);
    long[] heldBefore = {-1};
    ByteArrayOutputStream decoder =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            heldBefore[0] = heldBefore[0] < 0 ? rate.held() : heldBefore[0];
            super.write(bytes, from, length);
          }
        };
    try (HlsOrigin origin = origin(rate)) {
      origin.open();
      origin.copyTo(decoder);
    }
    assertThat(decoder.size()).isEqualTo(segmentBytes);
    assertThat(heldBefore[0]).as("before any of it went on").isPositive();
  }

  @Test
  void aSegmentLargerThanAnyCamerasIsNotKept() throws Exception {
    segmentBytes = (16 << 20) + 1;
    try (HlsOrigin origin = origin(new ByteRate(1 << 30))) {
      origin.open();
      assertThatThrownBy(() -> origin.copyTo(new ByteArrayOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("more than 16777216 bytes");
    }
  }
}
