package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.H264Clip.Picture;
import dev.vocostream.operators.simulated.RtspFault.Kind;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Sends the pictures to one client when they are due, until it is gone or interrupted. */
final class RtspPlayer implements Runnable {
  private static final int FLOOD = 100;
  private static final long JUMP = Duration.ofHours(1).toSeconds() * RtpPacketizer.CLOCK_HZ;

  // -- configuration
  private final RtspServer server;
  private final Socket socket;
  private final RtpTransport transport;
  private final long first;

  // -- runtime
  private H264Clip clip;
  private final int timestampBase = ThreadLocalRandom.current().nextInt();
  private final RtpPacketizer packetizer;
  private final Random garbage = new Random(1);
  private final Disorder disorder;
  private long sent;
  private long nextReportNanos;

  RtspPlayer(RtspServer server, Socket socket, RtpTransport transport) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    this.server = server;
    this.clip = server.clip();
    this.socket = socket;
    this.transport = transport;
    this.disorder = new Disorder(transport);
    this.first = clip.keyFrom(server.clock().next());
    this.packetizer = new RtpPacketizer(random.nextInt(), random.nextInt(1 << 16));
    this.nextReportNanos = System.nanoTime() + reportEveryNanos();
  }

  private long reportEveryNanos() {
    return server.settings().reportEvery().toNanos();
  }

  /** The headers that name the first packet of what plays at {@code url}. */
  String info(String url) {
    return "Range: npt=now-\r\nRTP-Info: url=%s/track0;seq=%d;rtptime=%d\r\n"
        .formatted(
            url.replaceFirst("/$", ""),
            packetizer.nextSequence(),
            Integer.toUnsignedLong(timestampOf(first)));
  }

  private int timestampOf(long picture) {
    return timestampBase
        + (int) Math.round((picture - first) / clip.fps() * RtpPacketizer.CLOCK_HZ);
  }

  @Override
  public void run() {
    try {
      for (long number = first; !socket.isClosed(); number++) {
        server.clock().awaitDue(number);
        show(number);
      }
    } catch (IOException e) {
      // the client is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(long number) throws IOException {
    Kind fault = server.fault().whilePlaying(sent);
    switch (fault) {
      case SILENT_AFTER_PLAY, STALL -> {
        return;
      }
      case RESET -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case CLOSE -> socket.close();
      default -> send(number, fault);
    }
    sent++;
  }

  private int toldTime(long number, Kind fault) {
    return switch (fault) {
      case TIME_JUMP -> timestampOf(number) + (int) JUMP;
      case TIME_BACK -> timestampOf(number) - (int) JUMP;
      case TIME_STILL -> timestampBase;
      default -> timestampOf(number);
    };
  }

  private void send(Picture picture, int timestamp, Kind fault) throws IOException {
    for (byte[] packet : packetizer.packets(picture.units(), timestamp)) {
      if (fault == Kind.GARBAGE) {
        garbage.nextBytes(packet);
      }
      if (fault == Kind.DISORDER) {
        disorder.send(packet);
      } else {
        transport.send(packet);
      }
    }
  }

  private void send(long number, Kind fault) throws IOException {
    H264Clip wanted = server.clip();
    clip = wanted.picture(number).key() ? wanted : clip;
    Picture picture = clip.picture(number);
    int timestamp = toldTime(number, fault);
    for (int copy = fault == Kind.FLOOD ? FLOOD : 1; copy > 0; copy--) {
      send(picture, timestamp, fault);
    }
    if (reportEveryNanos() > 0 && System.nanoTime() >= nextReportNanos) {
      nextReportNanos = System.nanoTime() + reportEveryNanos();
      long told = System.currentTimeMillis() + server.clockSkew().toMillis();
      transport.sendReport(packetizer.report(told, timestamp));
    }
  }
}
