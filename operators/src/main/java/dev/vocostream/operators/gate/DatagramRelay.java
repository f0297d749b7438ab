package dev.vocostream.operators.gate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

/**
 * A port of this machine whose datagrams go to one camera and nowhere else. Who speaks there first
 * is the client; only the client is heard from then on, and only the camera's own address and port
 * are passed on to it, by the kernel's word for both. Datagrams pass as they are.
 *
 * <p>One thread, which does not outlive {@link #close()}.
 */
public final class DatagramRelay implements AutoCloseable {
  private static final int LARGEST = 1 << 16;

  /** Datagrams of the camera in a row, before those of the decoder. */
  private static final int AT_ONCE = 16;

  // -- configuration
  private final CheckedUrl target;
  private final ByteRate rate;

  // -- runtime
  private final Selector selector = Selector.open();
  private final DatagramChannel client = DatagramChannel.open();
  private final DatagramChannel camera = DatagramChannel.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
  private final Thread thread = LoopbackProxy.thread("relay", this::relay);
  private volatile String failure;

  private DatagramRelay(CheckedUrl target, ByteRate rate) throws IOException {
    this.target = target;
    this.rate = rate;
  }

  /**
   * Relays from now on.
   *
   * @param rate of the camera; closed with the relay
   * @throws IOException if no port can be had, or there is no way to the camera
   */
  public static DatagramRelay open(CheckedUrl target, ByteRate rate) throws IOException {
    DatagramRelay relay = new DatagramRelay(target, rate);
    try {
      relay.client.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      relay.camera.connect(target.address());
      for (DatagramChannel channel : new DatagramChannel[] {relay.client, relay.camera}) {
        channel.configureBlocking(false);
        channel.register(relay.selector, SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      relay.closeChannels();
      throw e;
    }
    relay.thread.start();
    return relay;
  }

  /** On 127.0.0.1. */
  public int port() {
    return client.socket().getLocalPort();
  }

  /** Why nothing comes from the camera, where that is known; without credentials. */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(failure);
  }

  /** Bytes that had to wait, as the camera sent more than it may. */
  public long heldBack() {
    return rate.held();
  }

  private void relay() {
    try {
      boolean more = false;
      while (selector.isOpen()) {
        if (!more) {
          selector.select();
        }
        selector.selectedKeys().clear();
        up();
        more = down();
      }
    } catch (ClosedSelectorException | ClosedChannelException e) {
      // closed by us
    } catch (IOException e) {
      failure = target.url() + ": its datagrams cannot be relayed: " + e.getMessage();
    }
  }

  private void up() throws IOException {
    for (SocketAddress sender = readClient(); sender != null; sender = readClient()) {
      if (!client.isConnected()) {
        client.connect(sender);
      }
      if (sender.equals(client.getRemoteAddress())) {
        toCamera(buffer.flip());
      }
    }
  }

  /** Who sent what is in the buffer now; null: there is none. */
  private SocketAddress readClient() throws IOException {
    buffer.clear();
    try {
      return client.receive(buffer);
    } catch (PortUnreachableException e) {
      return null; // it is gone, which its own end tells
    }
  }

  private void toCamera(ByteBuffer datagram) throws IOException {
    try {
      camera.write(datagram);
    } catch (PortUnreachableException e) {
      nobodyListens();
    }
  }

  /**
   * Whether more may wait: a camera that never stops must hear, too, what the decoder has to say.
   */
  private boolean down() throws IOException {
    for (int datagrams = 0; datagrams < AT_ONCE; datagrams++) {
      int read = readCamera();
      if (read <= 0) {
        return false;
      }
      failure = null;
      if (client.isConnected()) {
        toClient(buffer.flip());
      }
      rate.passed(read);
    }
    return true;
  }

  /** -1 or 0: there is none now. */
  private int readCamera() throws IOException {
    buffer.clear();
    try {
      return camera.read(buffer);
    } catch (PortUnreachableException e) {
      nobodyListens();
      return 0;
    }
  }

  private void toClient(ByteBuffer datagram) throws IOException {
    try {
      client.write(datagram);
    } catch (PortUnreachableException e) {
      // it is gone, which its own end tells
    }
  }

  private void nobodyListens() {
    failure = target.url() + ": nothing listens there";
  }

  private void closeChannels() throws IOException {
    selector.close();
    client.close();
    camera.close();
  }

  @Override
  public void close() throws IOException {
    rate.close();
    closeChannels();
    ProxyConnection.joinUninterruptibly(thread);
  }
}
