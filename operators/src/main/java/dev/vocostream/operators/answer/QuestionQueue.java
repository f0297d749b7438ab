package dev.vocostream.operators.answer;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which pending questions may go to the model, and which still wait for their camera's clock. Holds
 * nothing that is not in keyed state too: after a restore it is filled again.
 */
final class QuestionQueue {
  /** By camera, the one whose turn is next first; of a camera in order of arrival. */
  private final Map<String, ArrayDeque<Ticket>> ready = new LinkedHashMap<>();

  /** By camera and end of the window: who comes for what is due looks at nothing else. */
  private final Map<String, TreeMap<Long, Set<Ticket>>> waiting = new HashMap<>();

  private volatile int size; // read by metrics, from a thread of theirs

  /**
   * A pending question.
   *
   * @param to end of its window, epoch milliseconds
   */
  record Ticket(String camera, String id, long to) {
    static Ticket of(PendingQuestion pending) {
      return new Ticket(pending.asked().camera(), pending.id(), pending.to());
    }
  }

  void add(Ticket ticket, boolean ahead) {
    size = size + 1;
    if (ahead) {
      waiting
          .computeIfAbsent(ticket.camera, camera -> new TreeMap<>())
          .computeIfAbsent(ticket.to, to -> new LinkedHashSet<>())
          .add(ticket);
    } else {
      addReady(ticket);
    }
  }

  private void addReady(Ticket ticket) {
    ready.computeIfAbsent(ticket.camera, camera -> new ArrayDeque<>()).add(ticket);
  }

  /** The camera's clock has come to {@code newest}. */
  void advance(String camera, long newest) {
    TreeMap<Long, Set<Ticket>> ends = waiting.getOrDefault(camera, new TreeMap<>());
    while (!ends.isEmpty() && ends.firstKey() <= newest) {
      ends.pollFirstEntry().getValue().forEach(this::addReady);
    }
    if (ends.isEmpty()) {
      waiting.remove(camera);
    }
  }

  /** This question has waited long enough, if it still does. */
  void release(Ticket ticket) {
    TreeMap<Long, Set<Ticket>> ends = waiting.get(ticket.camera);
    Set<Ticket> same = ends == null ? Set.of() : ends.getOrDefault(ticket.to, Set.of());
    if (!same.contains(ticket)) {
      return;
    }
    addReady(ticket);
    same.remove(ticket);
    if (same.isEmpty()) {
      ends.remove(ticket.to);
    }
    if (ends.isEmpty()) {
      waiting.remove(ticket.camera);
    }
  }

  /** Nothing more will come: nobody waits. */
  void releaseAll() {
    for (TreeMap<Long, Set<Ticket>> ends : waiting.values()) {
      ends.values().forEach(tickets -> tickets.forEach(this::addReady));
    }
    waiting.clear();
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /**
   * The question that has waited longest of the camera whose turn it is, so that many of one camera
   * do not keep out those of another; null if none is ready.
   */
  Ticket poll() {
    if (ready.isEmpty()) {
      return null;
    }
    String camera = ready.keySet().iterator().next();
    ArrayDeque<Ticket> tickets = ready.remove(camera);
    Ticket ticket = tickets.remove();
    if (!tickets.isEmpty()) {
      ready.put(camera, tickets); // behind the others
    }
    size = size - 1;
    return ticket;
  }

  int size() {
    return size;
  }
}
