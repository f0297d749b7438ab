package dev.vocostream.job.console;

/** What a visitor may do; each may do what those before it may. */
public enum Role {
  /** See everything that the page shows. */
  VIEW,
  /** Ask questions. */
  ASK,
  /** Add and remove cameras and monitors. */
  ADMIN;

  boolean mayDoWhat(Role other) {
    return compareTo(other) >= 0;
  }
}
