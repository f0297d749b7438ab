package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** FFmpeg as a client on a thread of its own, for servers that may never let it go. */
final class Watching {
  private final List<Integer> numbers = new ArrayList<>();
  private final Thread thread;
  private volatile IOException end;

  private Watching(String url, Map<String, String> options) {
    thread = new Thread(() -> watch(url, options), "watching");
    thread.setDaemon(true);
  }

  static Watching start(String url, Map<String, String> options) {
    Watching watching = new Watching(url, options);
    watching.thread.start();
    return watching;
  }

  private void watch(String url, Map<String, String> options) {
    try (FfmpegClient client = FfmpegClient.open(url, options)) {
      while (true) {
        client.next();
        synchronized (numbers) {
          numbers.add(client.number());
        }
      }
    } catch (IOException e) {
      end = e;
    }
  }

  /** Of the pictures so far. */
  List<Integer> numbers() {
    synchronized (numbers) {
      return List.copyOf(numbers);
    }
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** What ended it; null before. */
  IOException end() {
    return end;
  }
}
