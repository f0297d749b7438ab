package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import java.util.ArrayDeque;

/**
 * Between a camera's decoding thread and the task. Two kinds: one that makes the camera wait and
 * loses nothing, and one in which the newest frame replaces one that was not yet taken, so that a
 * live camera is never held up and never more than a frame is kept.
 */
final class Handoff {
  private static final int CAPACITY = 2;

  /** An event, and the camera's split as it is once the event has left the source. */
  record Item(CameraEvent event, CameraSplit after) {
    boolean isFrame() {
      return event.frame() != null;
    }
  }

  // -- configuration
  private final boolean newestWins;
  private final Runnable onItem;

  // -- runtime
  private final ArrayDeque<Item> items = new ArrayDeque<>(CAPACITY);

  /**
   * @param onItem called by the decoding thread after each item
   */
  Handoff(boolean newestWins, Runnable onItem) {
    this.newestWins = newestWins;
    this.onItem = onItem;
  }

  /** Hands an item over; returns how many it replaced. Waits for room unless the newest wins. */
  int put(Item item) throws InterruptedException {
    int replaced = 0;
    synchronized (this) {
      if (newestWins) {
        int before = items.size();
        items.removeIf(older -> older.isFrame() == item.isFrame());
        replaced = before - items.size();
      }
      while (!newestWins && items.size() >= CAPACITY) {
        wait();
      }
      items.add(item);
    }
    onItem.run();
    return replaced;
  }

  /** The oldest item, or null. */
  synchronized Item poll() {
    Item item = items.poll();
    notifyAll();
    return item;
  }

  /** Throws away what is there; returns how many frames that were. */
  synchronized int abandon() {
    int frames = (int) items.stream().filter(Item::isFrame).count();
    items.clear();
    notifyAll();
    return frames;
  }

  synchronized boolean isEmpty() {
    return items.isEmpty();
  }
}
