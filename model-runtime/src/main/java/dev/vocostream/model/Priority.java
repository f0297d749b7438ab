package dev.vocostream.model;

/** Who is read first when more is asked than a model reads at a time. */
public enum Priority {
  /** Somebody waits for the reply. */
  QUESTION,

  /** It is asked again and again, and what it finds may come a little later. */
  MONITOR
}
