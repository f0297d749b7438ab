package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CheckedUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;

/**
 * A transport stream in datagrams, sent to a multicast group or to an address of this machine. Who
 * sends it cannot be known.
 */
final class UdpOrigin implements Origin {
  private static final int LARGEST = 65_507;
  private static final int RECEIVE_BUFFER = 2 << 20;

  private final CheckedUrl url;
  private final ByteRate rate;
  private volatile MulticastSocket socket;
  private volatile boolean closed;

  UdpOrigin(CheckedUrl url, ByteRate rate) {
    this.url = url;
    this.rate = rate;
  }

  @Override
  public Kind open() throws IOException {
    InetSocketAddress to = url.address();
    boolean group = to.getAddress().isMulticastAddress();
    MulticastSocket receiver = new MulticastSocket((java.net.SocketAddress) null);
    socket = receiver;
    receiver.setReuseAddress(true);
    receiver.setReceiveBufferSize(RECEIVE_BUFFER); // a key frame comes in one go
    receiver.bind(group ? new InetSocketAddress(to.getPort()) : to);
    if (group) {
      receiver.joinGroup(to, (NetworkInterface) null);
    }
    if (closed) {
      receiver.close();
    }
    return Kind.MPEGTS;
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!closed) {
      packet.setLength(LARGEST);
      socket.receive(packet);
      out.write(packet.getData(), packet.getOffset(), packet.getLength());
      rate.passed(packet.getLength());
    }
  }

  @Override
  public void close() {
    closed = true;
    MulticastSocket receiver = socket;
    if (receiver != null) {
      receiver.close();
    }
  }
}
