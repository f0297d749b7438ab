package dev.vocostream.job.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the topics said lately, within bounds, and who is told of it. A reader who does not keep up
 * is let go. Safe for threads.
 */
final class ConsoleFeed {
  static final int MAX_READERS = 32;

  private static final int MAX_THINGS = 1_000;
  private static final int MAX_MESSAGES = 200;
  private static final int MAX_SCORES = 2_000;

  private static final int MAX_WAITING = 500;

  /** The last event of a reader that was let go. */
  static final String END = "";

  /** Longer messages, which the contract does not have, are left out. */
  private static final int MAX_LENGTH = 128 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Kind, Kept> kept = new EnumMap<>(Kind.class);

  /** Each with the thread that serves it. */
  private final Map<BlockingQueue<String>, Thread> readers = new IdentityHashMap<>();

  /**
   * What one who reads is told.
   *
   * @param first all that is kept
   * @param then what comes from then on, until {@link #END}
   */
  record Reader(List<String> first, BlockingQueue<String> then) {}

  ConsoleFeed() {
    for (Kind kind : Kind.values()) {
      kept.put(
          kind,
          switch (kind) {
            case STATUS, SNAPSHOT, MONITOR -> Kept.newestOfEach(MAX_THINGS);
            case SCORE -> Kept.last(MAX_SCORES);
            case QUESTION, ANSWER, ALERT -> Kept.last(MAX_MESSAGES);
          });
    }
  }

  /**
   * @param value JSON; what is not is left out; null, a tombstone, takes the camera, its picture or
   *     the monitor away
   */
  synchronized void tell(Kind kind, String key, String value) {
    String event = event(kind, key, value);
    if (event == null) {
      return;
    }
    if (value == null) {
      kept.get(kind).takeAway(key);
    } else {
      kept.get(kind).keep(key, event);
    }
    if (value == null && kind == Kind.STATUS) {
      kept.get(Kind.SNAPSHOT).takeAway(key);
    }
    readers.entrySet().removeIf(reader -> !offered(reader.getKey(), reader.getValue(), event));
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
  synchronized Reader read() {
    if (readers.size() >= MAX_READERS) {
      return null;
    }
    List<String> first = kept.values().stream().flatMap(each -> each.events().stream()).toList();
    Reader reader = new Reader(first, new LinkedBlockingQueue<>(MAX_WAITING));
    readers.put(reader.then(), Thread.currentThread());
    return reader;
  }

  synchronized void leave(Reader reader) {
    readers.remove(reader.then());
  }

  synchronized void end() {
    for (BlockingQueue<String> reader : readers.keySet()) {
      reader.clear();
      reader.add(END);
    }
    readers.clear();
  }

  /** One line of JSON, or null for what is not JSON. */
  private static String event(Kind kind, String key, String value) {
    if (key == null || (value != null && value.length() > MAX_LENGTH)) {
      return null;
    }
    try {
      JsonNode message = value == null ? null : JSON.readTree(value);
      return JSON.createObjectNode()
          .put("kind", kind.word())
          .put("key", key)
          .<ObjectNode>set("message", message)
          .toString();
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
