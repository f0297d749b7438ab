package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** A camera that sends an MPEG transport stream by UDP, whether somebody listens or not. */
public final class UdpTransportStream implements AutoCloseable {
  private static final int DATAGRAM = 7 * TsMuxer.PACKET;
  private static final long JOIN_MILLIS = 5000;

  private final H264Clip clip;
  private final InetSocketAddress receiver;
  private final LiveClock clock;
  private final DatagramSocket socket;
  private final Thread sender;

  private UdpTransportStream(H264Clip clip, InetSocketAddress receiver) throws IOException {
    this.clip = clip;
    this.receiver = receiver;
    this.clock = new LiveClock(clip.fps());
    this.socket = new DatagramSocket();
    this.sender = new Thread(this::send, "simulated udp " + receiver.getPort());
    sender.setDaemon(true);
  }

  /** Sends from now on. */
  public static UdpTransportStream start(H264Clip clip, InetSocketAddress receiver)
      throws IOException {
    UdpTransportStream stream = new UdpTransportStream(clip, receiver);
    stream.sender.start();
    return stream;
  }

  private void send() {
    TsMuxer muxer = new TsMuxer(clip);
    try {
      for (long number = 0; !socket.isClosed(); number++) {
        clock.awaitDue(number);
        byte[] packets = muxer.picture(number);
        for (int at = 0; at < packets.length; at += DATAGRAM) {
          int length = Math.min(DATAGRAM, packets.length - at);
          send(new DatagramPacket(packets, at, length, receiver));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(DatagramPacket datagram) {
    try {
      socket.send(datagram);
    } catch (IOException e) {
      // nobody listens there now, or we were closed
    }
  }

  /** Stops; no thread is left. */
  @Override
  public void close() {
    sender.interrupt();
    socket.close();
    try {
      sender.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
