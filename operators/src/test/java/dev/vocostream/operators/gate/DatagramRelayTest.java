package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DatagramRelayTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private DatagramSocket camera;
  private DatagramSocket client;
  private DatagramRelay relay;

  @BeforeEach
  void open() throws Exception {
    camera = new DatagramSocket(0, LOOPBACK);
    client = new DatagramSocket(0, LOOPBACK);
    relay =
        DatagramRelay.open(
            Gates.local().check("udp://127.0.0.1:" + camera.getLocalPort()), new ByteRate(1 << 20));
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    camera.close();
    client.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith(LoopbackProxy.THREAD_NAME));
  }

  @Test
  void carriesDatagramsBothWays() throws Exception {
    send(client, relay.port(), "hello");
    DatagramPacket hello = received(camera);
    assertThat(text(hello)).isEqualTo("hello");
    send(camera, hello.getPort(), "picture");
    assertThat(text(received(client))).isEqualTo("picture");
  }

  @Test
  void whatAnotherClientSaysIsNotPassedOn() throws Exception {
    send(client, relay.port(), "hello");
    received(camera);
    try (DatagramSocket another = new DatagramSocket(0, LOOPBACK)) {
      send(another, relay.port(), "me too");
    }
    send(client, relay.port(), "and again");
    assertThat(text(received(camera))).isEqualTo("and again");
  }

  @Test
  void whatAnotherThanTheCameraSendsIsNotPassedOn() throws Exception {
    send(client, relay.port(), "hello");
    int port = received(camera).getPort();
    try (DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) { // the camera's own host
      send(stranger, port, "another picture");
    }
    send(camera, port, "picture");
    assertThat(text(received(client))).isEqualTo("picture");
  }

  @Test
  void whatComesTooFastIsCounted() throws Exception {
    send(client, relay.port(), "hello");
    int port = received(camera).getPort();
    String large = "x".repeat(50_000);
    while (relay.heldBack() == 0) {
      send(camera, port, large);
    }
    assertThat(received(client).getLength()).isEqualTo(50_000);
  }

  private static void send(DatagramSocket from, int port, String what) throws Exception {
    byte[] bytes = what.getBytes(StandardCharsets.US_ASCII);
    from.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, port));
  }

  private static DatagramPacket received(DatagramSocket by) throws Exception {
    by.setSoTimeout(20_000);
    DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
    by.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }
}
