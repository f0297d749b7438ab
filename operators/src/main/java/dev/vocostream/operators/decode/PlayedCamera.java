package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.function.Function;

/**
 * One camera of a reader: how far it has got, and the player that plays it on. A paused camera has
 * no player. Used by the task thread.
 */
final class PlayedCamera {
  // -- configuration
  private final Function<CameraSplit, CameraPlayer> players;

  // -- runtime
  private CameraSplit split;
  private CameraPlayer player;

  PlayedCamera(CameraSplit split, Function<CameraSplit, CameraPlayer> players) {
    this.split = split;
    this.players = players;
    startUnlessPaused();
  }

  private void startUnlessPaused() {
    player = isPaused() ? null : players.apply(split);
    if (player != null) {
      player.start();
    }
  }

  /**
   * Goes on under new settings, from the last frame that left. What concerns the memory only does
   * not disturb the player.
   *
   * @return the player that was stopped and is on its way out; null if there is none
   */
  CameraPlayer change(CameraSplit wanted) {
    CameraSettings before = split.settings();
    split = split.reconfigured(wanted.settings(), wanted.start());
    if (split.settings().playsAs(before)) {
      return null;
    }
    CameraPlayer stopped = stop();
    startUnlessPaused();
    return stopped;
  }

  /**
   * Stops it without waiting.
   *
   * @return the player that is on its way out; null if there is none
   */
  CameraPlayer stop() {
    CameraPlayer stopped = player;
    player = null;
    if (stopped != null) {
      stopped.stop();
    }
    return stopped;
  }

  /** The next item, or null if there is none now; the place is then behind it. */
  Handoff.Item poll() {
    Handoff.Item item = player == null ? null : player.poll();
    if (item != null) {
      split = split.at(item.after());
    }
    return item;
  }

  boolean hasItem() {
    return player != null && player.hasItem();
  }

  boolean isOver() {
    return player != null && player.isOver();
  }

  boolean isPaused() {
    return split.settings().paused();
  }

  String id() {
    return split.splitId();
  }

  CameraSplit split() {
    return split;
  }
}
