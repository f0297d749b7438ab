package dev.vocostream.model.world;

import java.util.Locale;

/** Colours that stay apart in any light the world has. */
public enum Colour {
  RED,
  ORANGE,
  YELLOW,
  GREEN,
  BLUE,
  PURPLE,
  WHITE,
  BLACK;

  /** As questions and answers call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
