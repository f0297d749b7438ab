package dev.vocostream.job.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What the topics said lately, within bounds, and who is told of it. A reader who does not keep up
 * is let go. Safe for threads.
 */
final class ConsoleFeed {
  static final int MAX_CAMERAS = 1_000;
  static final int MAX_MESSAGES = 200;
  static final int MAX_READERS = 32;

  /** Room for all that is kept and as much again as may wait. */
  static final int MAX_WAITING = MAX_CAMERAS + 2 * MAX_MESSAGES;

  /** The last event of a reader that was let go. */
  static final String END = "";

  /** Longer messages, which the contract does not have, are left out. */
  private static final int MAX_LENGTH = 128 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> cameras = new LinkedHashMap<>();
  private final Deque<String> messages = new ArrayDeque<>();

  /** Each with the thread that serves it. */
  private final Map<BlockingQueue<String>, Thread> readers = new IdentityHashMap<>();

  /**
   * @param kind status, question, answer or alert
   * @param value null, a tombstone, takes the camera away
   */
  synchronized void tell(String kind, String key, String value) {
    String event = event(kind, key, value);
    if (event == null) {
      return;
    }
    if (kind.equals("status")) {
      keepCamera(key, value == null ? null : event);
    } else {
      messages.addLast(event);
      if (messages.size() > MAX_MESSAGES) {
        messages.removeFirst();
      }
    }
    readers.entrySet().removeIf(reader -> !offered(reader.getKey(), reader.getValue(), event));
  }

  private void keepCamera(String camera, String event) {
    if (event == null) {
      cameras.remove(camera);
    } else if (cameras.containsKey(camera) || cameras.size() < MAX_CAMERAS) {
      cameras.put(camera, event);
    }
  }

  private static boolean offered(Queue<String> reader, Thread serving, String event) {
    if (reader.offer(event)) {
      return true;
    }
    reader.clear();
    reader.add(END);
    // It may be in a write that such a reader never lets end.
    serving.interrupt();
    return false;
  }

  /**
   * All that is kept and what comes; null when there are readers enough. The thread that calls
   * serves the reader: it is interrupted if the reader is let go.
   */
  synchronized BlockingQueue<String> read() {
    if (readers.size() >= MAX_READERS) {
      return null;
    }
    BlockingQueue<String> reader = new ArrayBlockingQueue<>(MAX_WAITING);
    reader.addAll(cameras.values());
    reader.addAll(messages);
    readers.put(reader, Thread.currentThread());
    return reader;
  }

  synchronized void leave(BlockingQueue<String> reader) {
    readers.remove(reader);
  }

  synchronized void end() {
    for (BlockingQueue<String> reader : readers.keySet()) {
      reader.clear();
      reader.add(END);
    }
    readers.clear();
  }

  /** One line of JSON, or null for what is not JSON. */
  private static String event(String kind, String key, String value) {
    if (key == null || (value != null && value.length() > MAX_LENGTH)) {
      return null;
    }
    try {
      JsonNode message = value == null ? null : JSON.readTree(value);
      return JSON.createObjectNode()
          .put("kind", kind)
          .put("key", key)
          .<com.fasterxml.jackson.databind.node.ObjectNode>set("message", message)
          .toString();
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
