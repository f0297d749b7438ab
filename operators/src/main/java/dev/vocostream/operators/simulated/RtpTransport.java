package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How packets reach a client. */
interface RtpTransport extends AutoCloseable {
  void send(byte[] packet) throws IOException;

  void sendReport(byte[] packet) throws IOException;

  /** The value of the header {@code Transport} that says so. */
  String header();

  @Override
  void close();

  /** What a client asked for; null if we cannot. */
  static RtpTransport of(String wanted, Socket socket, OutputStream out) throws IOException {
    if (wanted.contains("RTP/AVP/TCP")) {
      return new Interleaved(out, firstOf("interleaved", wanted, 0));
    }
    int port = firstOf("client_port", wanted, -1);
    return wanted.contains("unicast") && port > 0
        ? new Udp(socket.getLocalAddress(), socket.getInetAddress(), port)
        : null;
  }

  private static int firstOf(String name, String transport, int otherwise) {
    Matcher matcher = Pattern.compile(name + "=(\\d{1,5})").matcher(transport);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }

  /** Inside the RTSP connection (RFC 2326, 10.12). Whoever writes to it holds its monitor. */
  final class Interleaved implements RtpTransport {
    private final OutputStream out;
    private final int channel;

    Interleaved(OutputStream out, int channel) {
      this.out = out;
      this.channel = channel;
    }

    @Override
    public void send(byte[] packet) throws IOException {
      write(channel, packet);
    }

    @Override
    public void sendReport(byte[] packet) throws IOException {
      write(channel + 1, packet);
    }

    private void write(int to, byte[] packet) throws IOException {
      byte[] framed = new byte[packet.length + 4];
      framed[0] = '$';
      framed[1] = (byte) to;
      framed[2] = (byte) (packet.length >> 8);
      framed[3] = (byte) packet.length;
      System.arraycopy(packet, 0, framed, 4, packet.length);
      synchronized (out) {
        out.write(framed);
      }
    }

    @Override
    public String header() {
      return "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1);
    }

    @Override
    public void close() {
      // the connection is its owner's
    }
  }

  /** To a pair of the client's ports. What the client sends there is not read. */
  final class Udp implements RtpTransport {
    private final DatagramSocket media;
    private final DatagramSocket reports;
    private final InetAddress client;
    private final int port;

    Udp(InetAddress local, InetAddress client, int port) throws IOException {
      this.media = new DatagramSocket(0, local);
      this.reports = new DatagramSocket(0, local);
      this.client = client;
      this.port = port;
    }

    @Override
    public void send(byte[] packet) throws IOException {
      media.send(new DatagramPacket(packet, packet.length, client, port));
    }

    @Override
    public void sendReport(byte[] packet) throws IOException {
      reports.send(new DatagramPacket(packet, packet.length, client, port + 1));
    }

    @Override
    public String header() {
      return "RTP/AVP;unicast;client_port=%d-%d;server_port=%d-%d"
          .formatted(port, port + 1, media.getLocalPort(), reports.getLocalPort());
    }

    @Override
    public void close() {
      media.close();
      reports.close();
    }
  }
}
