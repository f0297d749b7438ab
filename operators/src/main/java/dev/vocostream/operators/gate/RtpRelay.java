package dev.vocostream.operators.gate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two ports of this machine to which a camera sends one stream: media to the first, an even one,
 * reports to the next. What comes from another address than the camera's is left alone.
 */
final class RtpRelay implements AutoCloseable {
  /** Who takes what came. */
  interface Receiver {
    /**
     * @param channel of the client's connection
     * @param datagram whole
     */
    void accept(int channel, ByteBuffer datagram) throws IOException;
  }

  private static final int TRIES = 50;
  private static final int RECEIVE_BUFFER = 2 << 20; // a key frame comes in one go
  private static final Pattern SERVER_PORTS = Pattern.compile("server_port=(\\d{1,5})(?:-(\\d+))?");
  private static final byte[] EMPTY_RTP = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  // -- configuration
  private final InetAddress camera;
  private final int channel;

  // -- runtime
  private final DatagramChannel media;
  private final DatagramChannel reports;
  private final Selector selector;
  private volatile Thread thread;
  private volatile InetSocketAddress reportsTo;

  private RtpRelay(InetAddress camera, int channel, DatagramChannel media, DatagramChannel reports)
      throws IOException {
    this.camera = camera;
    this.channel = channel;
    this.media = media;
    this.reports = reports;
    this.selector = Selector.open();
  }

  /**
   * @param local address of this machine that the camera sees
   * @param channel that the client wants media in; reports come in the next one
   */
  static RtpRelay open(InetAddress local, InetAddress camera, int channel) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      DatagramChannel media = bind(local, 0);
      int port = portOf(media);
      if (port % 2 == 0) {
        try {
          return new RtpRelay(camera, channel, media, bind(local, port + 1));
        } catch (IOException e) {
          // somebody has that one: another pair
        }
      }
      media.close();
    }
    throw new IOException("no two ports in a row are free for the media of a camera");
  }

  private static DatagramChannel bind(InetAddress local, int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(new InetSocketAddress(local, port));
      channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static int portOf(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  int channel() {
    return channel;
  }

  /** What the camera is asked for. */
  String wanted() throws IOException {
    return "RTP/AVP;unicast;client_port=%d-%d".formatted(portOf(media), portOf(reports));
  }

  /** What the client is told that it got. */
  String given() {
    return "RTP/AVP/TCP;unicast;interleaved=%d-%d".formatted(channel, channel + 1);
  }

  /**
   * From now on what comes is handed on.
   *
   * @param transport the camera's answer
   */
  void start(String transport, Receiver receiver) throws IOException {
    Matcher ports = SERVER_PORTS.matcher(transport);
    if (ports.find()) {
      int first = Integer.parseInt(ports.group(1));
      if (first < 1 || first > 0xffff) {
        throw new IOException(
            "an RTSP answer with server_port=%d, 1 to 65535 expected".formatted(first));
      }
      reportsTo = new InetSocketAddress(camera, Math.min(first + 1, 0xffff));
      // for firewalls in between, which let answers in
      media.send(ByteBuffer.wrap(EMPTY_RTP), new InetSocketAddress(camera, first));
    }
    media.register(selector, SelectionKey.OP_READ, channel);
    reports.register(selector, SelectionKey.OP_READ, channel + 1);
    thread = LoopbackProxy.thread("datagrams", () -> receive(receiver));
    thread.start();
  }

  private void receive(Receiver receiver) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (selector.isOpen()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          drain((DatagramChannel) key.channel(), (int) key.attachment(), buffer, receiver);
        }
        selector.selectedKeys().clear();
      }
    } catch (ClosedSelectorException | ClosedChannelException e) {
      // closed by us
    } catch (IOException e) {
      close(); // the client is gone, which its own thread notices
    }
  }

  private void drain(DatagramChannel from, int to, ByteBuffer buffer, Receiver receiver)
      throws IOException {
    buffer.clear();
    InetSocketAddress sender = (InetSocketAddress) from.receive(buffer);
    while (sender != null) {
      if (sender.getAddress().equals(camera)) {
        receiver.accept(to, buffer.flip());
      }
      buffer.clear();
      sender = (InetSocketAddress) from.receive(buffer);
    }
  }

  /** A report of the client's, for the camera. */
  void report(byte[] datagram) throws IOException {
    InetSocketAddress to = reportsTo;
    if (to != null) {
      reports.send(ByteBuffer.wrap(datagram), to);
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
      media.close();
      reports.close();
    } catch (IOException e) {
      // they are gone, which is what was wanted
    }
  }

  /** Until nothing of it is left; after {@link #close()}. */
  void join() {
    if (thread != null) {
      ProxyConnection.joinUninterruptibly(thread);
    }
  }
}
