package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera of a few lines, and a client that speaks by hand. */
@Timeout(60)
class RtspDatagramsTest {
  private static final String SETUP =
      "SETUP rtsp://127.0.0.1/live RTSP/1.0\r\nCSeq: 3\r\n"
          + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
  private static final Pattern CLIENT_PORT = Pattern.compile("client_port=(\\d+)-(\\d+)");

  private final BlockingQueue<String> requests = new ArrayBlockingQueue<>(8);
  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private volatile String answer = "";
  private DatagramSocket media;
  private DatagramSocket reports;
  private LocalServer camera;
  private LoopbackProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
    media = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    reports = new DatagramSocket(media.getLocalPort() + 1, InetAddress.getByName("127.0.0.1"));
    camera = LocalServer.plain(this::answer);
    CheckedUrl url = Gates.local().check("rtsp://127.0.0.1:" + camera.port() + "/live");
    proxy = LoopbackProxy.open(url, ProxySettings.defaults().withDatagrams(true));
    client = new Socket(proxy.localUrl().getHost(), proxy.localUrl().getPort());
    client.setSoTimeout(20_000);
  }

  @AfterEach
  void close() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(null);
    client.close();
    proxy.close();
    camera.close();
    media.close();
    reports.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith(LoopbackProxy.THREAD_NAME));
  }

  private void answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    while (true) {
      String request = head(in);
      if (request.isEmpty()) {
        return;
      }
      requests.add(request);
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (bytes.toString(US_ASCII).endsWith("\r\n\r\n")) {
        return bytes.toString(US_ASCII);
      }
    }
    return "";
  }

  private String ask(String request, String answered) throws Exception {
    answer = answered;
    client.getOutputStream().write(request.getBytes(US_ASCII));
    return requests.poll(20, TimeUnit.SECONDS);
  }

  private String ok() {
    return "RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: 7\r\nTransport: RTP/AVP;unicast;"
        + "client_port=1-2;server_port=%d-%d\r\n\r\n"
            .formatted(media.getLocalPort(), reports.getLocalPort());
  }

  private static void send(DatagramSocket from, int port, String what) throws IOException {
    byte[] bytes = what.getBytes(US_ASCII);
    from.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
  }

  private static String received(DatagramSocket by) throws IOException {
    by.setSoTimeout(20_000);
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    by.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
  }

  @Test
  void whatTheCameraSendsInDatagramsComesInTheConnection() throws Exception {
    String asked = ask(SETUP, ok());
    Matcher ports = CLIENT_PORT.matcher(asked);
    assertThat(ports.find()).as(asked).isTrue();
    int port = Integer.parseInt(ports.group(1));
    assertThat(port % 2).isZero();
    assertThat(ports.group(2)).isEqualTo("" + (port + 1));
    assertThat(asked).doesNotContain("interleaved", "/TCP");
    assertThat(head(client.getInputStream()))
        .contains("200 OK", "Session: 7", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")
        .doesNotContain("_port");
    assertThat(received(media)).as("opens the way through a firewall").hasSize(12);

    send(media, port, "a picture");
    assertThat(client.getInputStream().readNBytes(13)).isEqualTo("$\0\0\ta picture".getBytes());
    send(reports, port + 1, "report");
    assertThat(client.getInputStream().readNBytes(10)).isEqualTo("$\1\0\6report".getBytes());
    client.getOutputStream().write("$\1\0\5reply".getBytes(US_ASCII));
    assertThat(received(reports)).isEqualTo("reply");
    assertThat(proxy.hasDatagrams()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999"})
  void aPortThatIsNoneEndsTheConnection(String port) throws Exception {
    ask(SETUP, ok().replaceAll("server_port=\\d+", "server_port=" + port));
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(uncaught).isEmpty();
  }

  @Test
  void whatSomebodyElseSendsDoesNot() throws Exception {
    Matcher ports = CLIENT_PORT.matcher(ask(SETUP, ok()));
    assertThat(ports.find()).isTrue();
    head(client.getInputStream());
    int port = Integer.parseInt(ports.group(1));
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
      send(stranger, port, "another picture");
    }
    send(media, port, "a picture");
    assertThat(client.getInputStream().readNBytes(13)).isEqualTo("$\0\0\ta picture".getBytes());
  }

  @Test
  void aRefusalPassesAndItsPortsAreGivenBack() throws Exception {
    Matcher ports = CLIENT_PORT.matcher(ask(SETUP, "RTSP/1.0 401 Unauthorized\r\nCSeq: 3\r\n\r\n"));
    assertThat(ports.find()).isTrue();
    assertThat(head(client.getInputStream())).startsWith("RTSP/1.0 401 Unauthorized\r\n");
    int port = Integer.parseInt(ports.group(1));
    await().until(() -> isFree(port));
    assertThat(ask(SETUP, ok())).contains("client_port=");
  }

  private static boolean isFree(int port) {
    try (DatagramSocket probe = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aRedirectIsCutOffHereToo() throws Exception {
    ask(SETUP, "RTSP/1.0 302 Moved\r\nCSeq: 3\r\nLocation: rtsp://10.0.0.1/\r\n\r\n");
    await().until(() -> proxy.isRedirected());
    assertThat(end()).isEqualTo(-1);
  }

  @Test
  void headersWithoutEndAreNotReadOn() throws Exception {
    ask(SETUP, "RTSP/1.0 200 OK\r\nX: " + "a".repeat(20_000));
    assertThat(end()).isEqualTo(-1);
  }

  private int end() {
    try {
      return client.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void aClientThatLeavesEndsTheConnectionToTheCamera() throws Exception {
    Matcher ports = CLIENT_PORT.matcher(ask(SETUP, ok()));
    assertThat(ports.find()).isTrue();
    head(client.getInputStream());
    client.close();
    int port = Integer.parseInt(ports.group(1));
    await().until(() -> proxy.connections() == 0);
    assertThat(isFree(port)).isTrue();
  }
}
