package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one camera. It plays until the camera ends, is refused or is stopped; a failure
 * that may pass becomes a state and is tried again, for ever. Only what would fail every camera,
 * such as a missing native library, reaches the job.
 */
final class CameraPlayer {
  private static final Logger LOG = LoggerFactory.getLogger(CameraPlayer.class);

  // -- configuration
  private final CameraSettings settings;
  private final boolean live;
  private final boolean alreadyEnded;
  private final Runnable onItem;

  // -- runtime
  private final Interruption interruption = new Interruption();
  private final Failures failures = new Failures();
  private final Handoff handoff;
  private final CameraCounters counters;
  private final CameraOutput output;
  private final Playback playback;
  private final Thread thread;
  private volatile boolean over;
  private volatile Throwable failure;

  /**
   * What all players of a process share.
   *
   * @param frameSize pixels of the longer side of every frame, at most
   * @param clock the wall clock
   * @param connections to network cameras
   * @param directories that files are under
   */
  record Shared(
      int frameSize,
      InstantSource clock,
      LiveConnections connections,
      CameraDirectories directories) {
    static Shared of(int frameSize, InstantSource clock, CameraAccess access) {
      return new Shared(
          frameSize, clock, new LiveConnections(access), new CameraDirectories(access.files()));
    }

    Shared withFrameSize(int other) {
      return new Shared(other, clock, connections, directories);
    }
  }

  /**
   * @param onItem called by the camera's thread whenever {@link #poll()} or {@link #isOver()} may
   *     have changed
   */
  CameraPlayer(CameraSplit split, Shared shared, CameraCounters counters, Runnable onItem) {
    this.settings = split.settings();
    this.live = settings.isNetworkCamera();
    this.alreadyEnded = split.ended();
    this.onItem = onItem;
    this.counters = counters;
    this.handoff = new Handoff(live || settings.pace() == Pace.LIVE, onItem);
    CameraStatus status = new CameraStatus(settings.id(), shared.clock());
    this.output = new CameraOutput(handoff, status, counters);
    int frameSize = shared.frameSize();
    this.playback =
        live
            ? new LivePlayback(split, frameSize, shared.connections(), output)
            : new FilePlayback(split, shared, interruption, output);
    this.thread = new Thread(this::run, "camera '" + settings.id() + "'");
    thread.setDaemon(true);
  }

  void start() {
    if (alreadyEnded) {
      over = true;
    } else {
      thread.start();
    }
  }

  private void run() {
    try {
      boolean done = false;
      while (!done) {
        done = playOn();
      }
    } catch (InterruptedException e) {
      LOG.debug("camera '{}' stopped", settings.id());
    } catch (Throwable e) {
      failure = e;
    } finally {
      if (interruption.isCancelled()) {
        counters.dropped(DropReason.UNTAKEN).inc(handoff.abandon());
      }
      over = true;
      onItem.run();
    }
  }

  /** Plays to the next end or failure; true if nothing more will come. */
  private boolean playOn() throws InterruptedException {
    if (!(settings.fps() > 0) || Double.isInfinite(settings.fps())) {
      String reason = "fps must be positive and finite, was " + settings.fps();
      return rest(new FailureRule(State.REFUSED, Optional.empty()), reason);
    }
    try {
      boolean ended = playback.play();
      failures.forget();
      return ended;
    } catch (VideoException e) {
      if (e.fault() == Fault.CANCELLED) {
        return true;
      }
      return rest(
          live ? FailureRule.ofLive(e.fault()) : FailureRule.ofFile(e.fault()), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("camera '{}': unexpected failure of the decoder", settings.id(), e);
      return rest(
          FailureRule.ofFile(Fault.CRASHED),
          "unexpected failure of the decoder: " + e.getClass().getSimpleName());
    }
  }

  /** Says what the camera has come to, and waits; true if it is not to be tried again. */
  private boolean rest(FailureRule failed, String reason) throws InterruptedException {
    if (failed.pause().isEmpty()) {
      output.change(failed.state(), reason, "not tried again", playback.split());
      return true;
    }
    int count = failures.add(failed.pause().get(), playback.hasShown());
    double chance = ThreadLocalRandom.current().nextDouble();
    Duration pause = failed.pause().get().after(count, chance);
    String next = "trying again in " + Math.max(1, Math.round(pause.toMillis() / 1000.0)) + " s";
    output.change(failed.state(), reason, next, playback.split());
    interruption.await(pause);
    return false;
  }

  String camera() {
    return settings.id();
  }

  /** The next item, or null if there is none now. */
  Handoff.Item poll() {
    if (failure != null) {
      throw new IllegalStateException(
          "camera '" + settings.id() + "': this process cannot decode at all", failure);
    }
    Handoff.Item item = handoff.poll();
    if (item != null && item.isFrame()) {
      counters.emitted().inc();
    }
    return item;
  }

  boolean hasItem() {
    return failure != null || !handoff.isEmpty();
  }

  /** Whether the camera has ended, was refused or was stopped, and all it said has been taken. */
  boolean isOver() {
    return over && failure == null && handoff.isEmpty();
  }

  /** Asks the thread to end, wherever it is; does not wait. */
  void stop() {
    interruption.cancel();
    thread.interrupt();
  }

  /**
   * Waits for the thread to end; false if it has not within {@code limit} or we are interrupted.
   */
  boolean join(Duration limit) {
    try {
      thread.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
