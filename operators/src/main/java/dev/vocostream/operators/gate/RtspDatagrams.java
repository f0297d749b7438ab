package dev.vocostream.operators.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera that sends its media in datagrams, for a client that wants it inside its RTSP connection
 * and can reach nothing else.
 *
 * <pre>
 * client                                                         camera
 * SETUP RTP/AVP/TCP;unicast;interleaved=0-1   ─►  SETUP RTP/AVP;unicast;client_port=P-Q
 * 200   RTP/AVP/TCP;unicast;interleaved=0-1   ◄─  200   RTP/AVP;unicast;...;server_port=S-T
 * $ 0   packet                                ◄─  packet to P
 * $ 1   report                                ◄─  report to Q
 * $ 1   report                                ─►  report to T
 * </pre>
 *
 * What is neither SETUP nor its answer passes as it is.
 */
final class RtspDatagrams implements AutoCloseable {
  /** Streams of a camera; only its video is asked for. */
  private static final int MOST_RELAYS = 4;

  private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})-\\d{1,3}");

  // -- configuration
  private final Socket client;
  private final Socket camera;
  private final InetAddress address;
  private final IntConsumer moved;

  // -- runtime
  private final Map<String, RtpRelay> asked = new ConcurrentHashMap<>();
  private final List<RtpRelay> relays = new CopyOnWriteArrayList<>();
  private final OutputStream toClient;
  private final RedirectDetector detector = new RedirectDetector();
  private volatile boolean media;
  private volatile boolean closed;

  /**
   * @param address of the camera
   * @param moved told how many bytes came from the camera; may wait
   */
  RtspDatagrams(Socket client, Socket camera, InetAddress address, IntConsumer moved)
      throws IOException {
    this.client = client;
    this.camera = camera;
    this.address = address;
    this.moved = moved;
    this.toClient = client.getOutputStream();
  }

  /** What the client says, until it has said all. */
  void up() throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    OutputStream out = camera.getOutputStream();
    for (int first = in.read(); first >= 0; first = in.read()) {
      if (first == '$') {
        report(in);
        continue;
      }
      RtspHead request = RtspHead.read(first, in);
      byte[] body = in.readNBytes(request.bodyLength());
      if (request.method().equals("SETUP")) {
        request = setUp(request);
      }
      out.write(request.bytes());
      out.write(body);
      out.flush();
    }
  }

  private RtspHead setUp(RtspHead request) throws IOException {
    Matcher channels = INTERLEAVED.matcher(request.header("Transport").orElse(""));
    if (relays.size() >= MOST_RELAYS || !channels.find()) {
      throw new IOException("a SETUP that asks for no channel, or for one too many");
    }
    int channel = Integer.parseInt(channels.group(1));
    RtpRelay relay = RtpRelay.open(raw(camera.getLocalAddress()), address, channel);
    relays.add(relay);
    asked.put(request.header("CSeq").orElse(""), relay);
    if (closed) {
      close();
    }
    return request.with("Transport", relay.wanted());
  }

  /** Without a name, so that nobody looks one up. */
  private static InetAddress raw(InetAddress local) throws IOException {
    return InetAddress.getByAddress(local.getAddress());
  }

  private void report(InputStream in) throws IOException {
    int channel = in.read();
    int length = in.read() << 8 | in.read();
    byte[] datagram = in.readNBytes(Math.max(0, length));
    for (RtpRelay relay : relays) {
      if (relay.channel() + 1 == channel) {
        relay.report(datagram);
      }
    }
  }

  /** What the camera says in its connection, until it has said all. */
  void down() throws IOException {
    InputStream in = new BufferedInputStream(camera.getInputStream());
    for (int first = in.read(); first >= 0; first = in.read()) {
      RtspHead message = RtspHead.read(first, in);
      byte[] body = in.readNBytes(message.bodyLength());
      Optional<RtpRelay> relay = message.header("CSeq").map(asked::remove);
      if (relay.isPresent()) {
        message = answer(message, relay.get());
      }
      byte[] head = message.bytes();
      detector.see(head, head.length);
      detector.see(body, body.length);
      synchronized (toClient) {
        toClient.write(head);
        toClient.write(body);
      }
      moved.accept(head.length + body.length);
    }
  }

  private RtspHead answer(RtspHead answer, RtpRelay relay) throws IOException {
    if (!answer.isOk()) {
      relays.remove(relay);
      relay.close();
      return answer;
    }
    relay.start(answer.header("Transport").orElse(""), this::send);
    return answer.with("Transport", relay.given());
  }

  private void send(int channel, ByteBuffer datagram) throws IOException {
    int length = datagram.remaining();
    ByteBuffer framed = ByteBuffer.allocate(4 + length);
    framed.put((byte) '$').put((byte) channel).putShort((short) length).put(datagram);
    media = true;
    try {
      synchronized (toClient) {
        toClient.write(framed.array());
      }
    } catch (IOException e) {
      ProxyConnection.closeQuietly(camera); // the client is gone, and the camera is to know
      throw e;
    }
    moved.accept(length);
  }

  /** Whether any came. */
  boolean hasMedia() {
    return media;
  }

  @Override
  public void close() {
    closed = true;
    relays.forEach(RtpRelay::close);
  }

  /** Until nothing of it is left; after {@link #close()}. */
  void join() {
    relays.forEach(RtpRelay::join);
  }
}
