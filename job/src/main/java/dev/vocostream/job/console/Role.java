package dev.vocostream.job.console;

import java.util.Locale;

/** What a visitor may do; each may do what those before it may. */
public enum Role {
  /** See everything that the page shows. */
  VIEW,
  /** Ask questions. */
  ASK,
  /** Add and remove cameras and monitors. */
  ADMIN;

  /** As users files and options have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean mayDoWhat(Role other) {
    return compareTo(other) >= 0;
  }
}
