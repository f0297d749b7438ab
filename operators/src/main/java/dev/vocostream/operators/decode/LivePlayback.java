package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.live.LiveConnection;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.decode.live.LiveConnections.Wanted;
import dev.vocostream.operators.decode.process.Accounts;
import dev.vocostream.operators.decode.process.Message;
import dev.vocostream.operators.decode.process.Message.Opened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network camera: one connection at a time, each in a decoder of its own, until it fails. Whoever
 * calls decides when the next one is due. A frame's time is its arrival at the decoder, smoothed,
 * and later than every frame of earlier connections.
 */
final class LivePlayback implements Playback {
  private static final Logger LOG = LoggerFactory.getLogger(LivePlayback.class);
  private static final Accounts NOTHING = new Accounts(0, 0, 0, 0, 0, 0, 0);

  // -- configuration
  private final CameraSettings settings;
  private final LiveConnections connections;
  private final Wanted wanted;
  private final CameraOutput output;

  // -- runtime
  private CameraSplit split;
  private boolean shown;
  private boolean crashed;
  private Accounts counted;
  private long heldBack;

  LivePlayback(CameraSplit split, int frameSize, LiveConnections connections, CameraOutput output) {
    this.settings = split.settings();
    this.connections = connections;
    this.output = output;
    this.split = split;
    String secret = settings.credentials().isEmpty() ? null : settings.credentials();
    this.wanted = new Wanted(settings.url(), secret, Sampling.of(settings.fps()), frameSize);
  }

  /** Watches until the connection fails, which is the only way in which it ends. */
  @Override
  public boolean play() throws VideoException, InterruptedException {
    shown = false;
    counted = NOTHING;
    heldBack = 0;
    boolean alone = crashed; // it may have been this camera that took its neighbours down
    long lastFrame = split.playhead().lastFrame();
    try (LiveConnection connection = connections.open(wanted, lastFrame, alone)) {
      try {
        while (true) {
          handOver(connection.next(), connection);
          count(connection.accounts());
          countHeldBack(connection.heldBack());
        }
      } catch (VideoException e) {
        crashed = e.fault() == Fault.CRASHED;
        throw e;
      } finally {
        countLast(connection.accounts());
        countHeldBack(connection.heldBack());
      }
    }
  }

  private void handOver(Message.Frame frame, LiveConnection connection)
      throws InterruptedException {
    if (!shown) {
      LOG.info(
          "camera '{}': {}, decoder {}",
          settings.id(),
          connection.opened().map(LivePlayback::described).orElse("?"),
          connection.pid());
    }
    shown = true;
    CameraSplit before = split;
    split = split.with(Playhead.START.at(-1, frame.time()));
    Frame sample =
        new Frame(settings.id(), frame.time(), frame.width(), frame.height(), frame.rgb());
    output.frame(sample, connection.clockOffset(), before, split);
  }

  private static String described(Opened opened) {
    return "%s %dx%d".formatted(opened.codec(), opened.width(), opened.height());
  }

  /** Adds what the decoder has counted since the last time. */
  private void count(Accounts now) {
    CameraCounters counters = output.counters();
    counters.decoded().inc(now.decoded() - counted.decoded());
    counters.dropped(DropReason.NOT_SAMPLED).inc(now.notSampled() - counted.notSampled());
    counters.dropped(DropReason.NOT_CONVERTED).inc(now.notConverted() - counted.notConverted());
    counters.dropped(DropReason.REPLACED).inc(now.replaced() - counted.replaced());
    counted = now;
  }

  private void countHeldBack(long now) {
    if (heldBack == 0 && now > 0) {
      LOG.warn(
          "camera '{}': sends more than gate.bytes-per-second allows, and is held back",
          settings.id());
    }
    output.counters().bytesHeldBack().inc(now - heldBack);
    heldBack = now;
  }

  private void countLast(Accounts last) {
    count(last);
    output.counters().dropped(DropReason.UNTAKEN).inc(last.untaken());
    output.counters().dropped(DropReason.LOST).inc(last.unaccounted());
  }

  @Override
  public boolean hasShown() {
    return shown;
  }

  @Override
  public CameraSplit split() {
    return split;
  }
}
