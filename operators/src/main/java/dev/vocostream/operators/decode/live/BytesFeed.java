package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CameraUrl;
import dev.vocostream.operators.gate.HttpStatusException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * For what is a stream of bytes once somebody has asked for it: a thread of ours asks, and gives
 * the bytes to the first who connects to a port of this machine, which is the decoder.
 */
final class BytesFeed implements Feed {
  static final String THREAD_NAME = "camera-feed";
  private static final long JOIN_MILLIS = 1000;

  // -- configuration
  private final CameraUrl url;
  private final Origin origin;
  private final Duration patience;
  private final ByteRate rate;

  // -- runtime
  private final ServerSocket server;
  private final CompletableFuture<Kind> kind = new CompletableFuture<>();
  private final Thread thread;
  private volatile VideoException failure;
  private volatile Socket client;
  private volatile boolean closed;

  private BytesFeed(CameraUrl url, Origin origin, Duration patience, ByteRate rate)
      throws IOException {
    this.url = url;
    this.origin = origin;
    this.patience = patience;
    this.rate = rate;
    this.server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    this.thread = new Thread(this::run, THREAD_NAME);
    thread.setDaemon(true);
  }

  /**
   * @param rate at which the origin reads, at most
   */
  static BytesFeed open(CameraUrl url, Origin origin, Duration patience, ByteRate rate)
      throws VideoException {
    try {
      BytesFeed feed = new BytesFeed(url, origin, patience, rate);
      feed.thread.start();
      return feed;
    } catch (IOException e) {
      throw new VideoException(
          Fault.UNREACHABLE, url + ": no port to feed its decoder by: " + e.getMessage());
    }
  }

  private void run() {
    try (origin) {
      kind.complete(origin.open());
      try (Socket decoder = server.accept()) {
        client = decoder;
        server.close(); // nobody else gets anything
        origin.copyTo(new ToDecoder(decoder.getOutputStream()));
        failure = new VideoException(Fault.DISCONNECTED, url + ": ended its stream");
      }
    } catch (DecoderGoneException e) {
      // which the decoder's own pipe will tell
    } catch (BlockedUrlException e) {
      fail(LiveConnections.refused(e));
    } catch (HttpStatusException e) {
      fail(new VideoException(e.isDenied() ? Fault.DENIED : Fault.UNREACHABLE, e.getMessage()));
    } catch (IOException e) {
      fail(new VideoException(Fault.UNREACHABLE, said(e)));
    } catch (RuntimeException e) {
      fail(new VideoException(Fault.UNREACHABLE, url + ": " + e.getClass().getSimpleName()));
    } finally {
      closeQuietly();
    }
  }

  /** Messages of ours name the camera; those of Java's sockets do not. */
  private String said(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(url.host()) ? message : url + ": " + message;
  }

  /** Before the decoder's connection is closed, so that it is known by when the decoder ends. */
  private void fail(VideoException why) {
    if (!closed) {
      failure = why;
    }
    kind.completeExceptionally(why);
  }

  @Override
  public LiveInput input() throws VideoException, InterruptedException {
    try {
      Kind found = kind.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      URI local = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
      return new LiveInput(found, url.toString(), local, "", patience);
    } catch (TimeoutException e) {
      throw new VideoException(
          Fault.STALLED, "%s: no answer within %d ms".formatted(url, patience.toMillis()));
    } catch (ExecutionException e) {
      VideoException why = (VideoException) e.getCause();
      throw new VideoException(why.fault(), why.getMessage());
    }
  }

  @Override
  public Optional<VideoException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public long heldBack() {
    return rate.held();
  }

  @Override
  public OptionalLong clockOffset() {
    return origin.clockOffset();
  }

  @Override
  public void close() {
    closed = true;
    rate.close();
    origin.close();
    closeQuietly();
    thread.interrupt(); // it may wait for a name
    try {
      thread.join(JOIN_MILLIS); // all is closed that it waits for
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly() {
    try {
      server.close();
      Socket decoder = client;
      if (decoder != null) {
        decoder.close();
      }
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  /** Tells an error of the decoder's side from one of the camera's. */
  private final class ToDecoder extends FilterOutputStream {
    ToDecoder(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw new DecoderGoneException();
      }
    }
  }

  private static final class DecoderGoneException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
