package dev.vocostream.model.world;

import java.util.Locale;

/** What a thing looks like, whatever its colour and size. */
public enum Shape {
  CIRCLE,
  SQUARE,
  TRIANGLE,
  STAR,
  CROSS;

  /** As questions and answers call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
