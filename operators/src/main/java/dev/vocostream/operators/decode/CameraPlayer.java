package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.time.Duration;
import java.time.InstantSource;
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
  private final Backoff backoff = Backoff.DEFAULT;
  private final boolean alreadyEnded;
  private final Runnable onItem;

  // -- runtime
  private final Interruption interruption = new Interruption();
  private final Handoff handoff;
  private final FilePlayback playback;
  private final Thread thread;
  private volatile boolean over;
  private volatile Throwable failure;
  private int failures;

  /**
   * @param onItem called by the camera's thread whenever {@link #poll()} or {@link #isOver()} may
   *     have changed
   */
  CameraPlayer(
      CameraSplit split,
      int frameSize,
      InstantSource clock,
      CameraCounters counters,
      Runnable onItem) {
    this.settings = split.settings();
    this.alreadyEnded = split.ended();
    this.onItem = onItem;
    this.handoff = new Handoff(settings.pace() == Pace.LIVE, onItem);
    this.playback = new FilePlayback(split, frameSize, clock, interruption, handoff, counters);
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
      over = true;
      onItem.run();
    }
  }

  /** Plays to the next end or failure; true if nothing more will come. */
  private boolean playOn() throws InterruptedException {
    if (!(settings.fps() > 0) || Double.isInfinite(settings.fps())) {
      refuse("fps must be positive and finite, was " + settings.fps());
      return true;
    }
    try {
      boolean ended = playback.play(CameraFile.of(settings.url()));
      failures = 0;
      return ended;
    } catch (VideoException e) {
      if (e.fault() == Fault.CANCELLED) {
        return true;
      }
      if (!e.fault().mayPass()) {
        refuse(e.getMessage());
        return true;
      }
      rest(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("camera '{}': unexpected failure of the decoder", settings.id(), e);
      rest("unexpected failure of the decoder: " + e.getClass().getSimpleName());
    }
    return false;
  }

  private void refuse(String reason) throws InterruptedException {
    playback.change(State.REFUSED, reason, "not tried again");
  }

  private void rest(String reason) throws InterruptedException {
    failures++;
    Duration pause = backoff.after(failures, ThreadLocalRandom.current().nextDouble());
    String next = "trying again in " + Math.max(1, Math.round(pause.toMillis() / 1000.0)) + " s";
    playback.change(State.OFFLINE, reason, next);
    interruption.await(pause);
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
    return handoff.poll();
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
