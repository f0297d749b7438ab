package dev.vocostream.tests.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must come of the messages that were sent. Thread-safe. */
final class Expected {
  private final Map<String, Asked> answers = new HashMap<>();
  private final Set<String> anyAnswers = new HashSet<>();
  private final Set<String> deadLetters = new HashSet<>();
  private final List<Exception> failures = new ArrayList<>();
  private int begun;

  /** Number of the next good question. */
  synchronized int begin() {
    return begun++;
  }

  /** Good questions that were sent, taken by the broker or not. */
  synchronized int begun() {
    return begun;
  }

  synchronized void answer(Asked asked) {
    answers.put(asked.id(), asked);
  }

  /** One answer, of whatever status. */
  synchronized void anyAnswer(String id) {
    anyAnswers.add(id);
  }

  synchronized void deadLetter(int partition, long offset) {
    deadLetters.add(at(partition, offset));
  }

  /** The broker did not take a message, or the asker could not make it. */
  synchronized void failed(Exception error) {
    failures.add(error);
  }

  static String at(int partition, long offset) {
    return partition + "@" + offset;
  }

  /** A good question; null where none has this id. */
  synchronized Asked asked(String id) {
    return answers.get(id);
  }

  /** Whether this id has to be answered, of a good question or not. */
  synchronized boolean isKnown(String id) {
    return answers.containsKey(id) || anyAnswers.contains(id);
  }

  /** How many good questions were taken. */
  synchronized int good() {
    return answers.size();
  }

  /** Ids that have to be answered, good ones and others. */
  synchronized Set<String> ids() {
    Set<String> ids = new HashSet<>(answers.keySet());
    ids.addAll(anyAnswers);
    return ids;
  }

  /** As {@link #at} writes them. */
  synchronized Set<String> deadLetters() {
    return Set.copyOf(deadLetters);
  }

  synchronized List<Exception> failures() {
    return List.copyOf(failures);
  }
}
