package dev.vocostream.operators.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which pending questions may go to the model, and which still wait for their camera's clock. Holds
 * nothing that is not in keyed state too: after a restore it is filled again.
 */
final class QuestionQueue {
  /** By camera, the one whose turn is next first; of a camera in order of arrival. */
  private final Map<String, ArrayDeque<Ticket>> ready = new LinkedHashMap<>();

  private final Map<String, List<Ticket>> waiting = new HashMap<>();
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
      waiting.computeIfAbsent(ticket.camera, camera -> new ArrayList<>()).add(ticket);
    } else {
      addReady(ticket);
    }
  }

  private void addReady(Ticket ticket) {
    ready.computeIfAbsent(ticket.camera, camera -> new ArrayDeque<>()).add(ticket);
  }

  /** The camera's clock has come to {@code newest}. */
  void advance(String camera, long newest) {
    release(camera, ticket -> ticket.to <= newest);
  }

  /** This question has waited long enough, if it still does. */
  void release(String camera, String id) {
    release(camera, ticket -> ticket.id.equals(id));
  }

  /** Nothing more will come: nobody waits. */
  void releaseAll() {
    waiting.values().forEach(tickets -> tickets.forEach(this::addReady));
    waiting.clear();
  }

  private void release(String camera, Predicate<Ticket> due) {
    List<Ticket> tickets = waiting.getOrDefault(camera, List.of());
    for (Iterator<Ticket> each = tickets.iterator(); each.hasNext(); ) {
      Ticket ticket = each.next();
      if (due.test(ticket)) {
        addReady(ticket);
        each.remove();
      }
    }
    if (tickets.isEmpty()) {
      waiting.remove(camera);
    }
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
