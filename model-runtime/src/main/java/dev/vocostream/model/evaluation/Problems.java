package dev.vocostream.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/** What was left out and why: all are counted, the first ones are kept in words. */
public final class Problems {
  private static final int KEPT = 20;

  private final List<String> first = new ArrayList<>();
  private int count;

  public void add(String problem) {
    count++;
    if (first.size() < KEPT) {
      first.add(problem);
    }
  }

  public int count() {
    return count;
  }

  /** At most 20, in the order they were met. */
  public List<String> first() {
    return List.copyOf(first);
  }
}
