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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose segments are as large as it likes, and whose files are there when it likes. */
@Timeout(60)
class HlsOriginTest {
  private static final String PLAYLIST =
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.1,\na.ts\n#EXT-X-ENDLIST\n";

  private static final byte[] KEY = "sixteen letters!".getBytes();

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> missing = new ConcurrentHashMap<>();
  private final Map<String, Runnable> onceSent = new ConcurrentHashMap<>();
  private HttpServer server;
  private volatile int segmentBytes;

  @BeforeEach
  void start() throws Exception {
    files.put("live.m3u8", PLAYLIST.getBytes());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring(1);
    byte[] body = files.getOrDefault(name, new byte[segmentBytes]);
    int left = missing.merge(name, -1, Integer::sum); // of the times that it is not there
    onceSent.getOrDefault(name, () -> {}).run();
    exchange.sendResponseHeaders(left >= 0 ? 404 : 200, body.length);
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

  private byte[] played() throws Exception {
    ByteArrayOutputStream decoder = new ByteArrayOutputStream();
    try (HlsOrigin origin = origin(new ByteRate(1 << 30))) {
      origin.open();
      origin.copyTo(decoder);
    }
    return decoder.toByteArray();
  }

  private void serve(String tags, String name, String text) {
    String list =
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n%s#EXTINF:0.1,\na.m4s\n#EXTINF:0.1,\nb.m4s\n"
            + "#EXT-X-ENDLIST\n";
    files.put("live.m3u8", list.formatted(tags).getBytes());
    files.put(name, text.getBytes());
    files.put("a.m4s", "first;".getBytes());
    files.put("b.m4s", "second;".getBytes());
  }

  /** Without it a decoder can make nothing of any segment. */
  @Test
  void aHeadThatWasGoneIsFetchedBeforeTheNextSegment() throws Exception {
    serve("#EXT-X-MAP:URI=\"init.mp4\"\n", "init.mp4", "head;");
    missing.put("init.mp4", 1);
    assertThat(played()).asString().isEqualTo("head;second;");
  }

  /** A list is read again before each segment, and names it each time. */
  @Test
  void aHeadThatTheNextListNamesAgainIsNoOther() throws Exception {
    serve("#EXT-X-MAP:URI=\"init.mp4\"\n", "init.mp4", "head;");
    String ended = new String(files.get("live.m3u8"));
    String goesOn = ended.substring(0, ended.indexOf("#EXTINF:0.1,\nb.m4s"));
    files.put("live.m3u8", goesOn.getBytes());
    onceSent.put("a.m4s", () -> files.put("live.m3u8", ended.getBytes()));
    assertThat(played()).asString().isEqualTo("head;first;second;");
  }

  @Test
  void aHeadBehindAKeyIsEncryptedToo() throws Exception {
    String key = "#EXT-X-KEY:METHOD=AES-128,URI=\"key\",IV=0x0f\n";
    serve(key + "#EXT-X-MAP:URI=\"init.mp4\"\n#EXT-X-KEY:METHOD=NONE\n", "key", "");
    files.put("key", KEY);
    files.put("init.mp4", encrypted("head;"));
    assertThat(played()).asString().isEqualTo("head;first;second;");
  }

  private static byte[] encrypted(String text) throws Exception {
    byte[] iv = new byte[16];
    iv[15] = 0x0f;
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(text.getBytes());
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
