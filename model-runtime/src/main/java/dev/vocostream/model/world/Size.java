package dev.vocostream.model.world;

import java.util.Locale;

/** How large a thing is in the picture. */
public enum Size {
  SMALL,
  LARGE;

  /** As questions and answers call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
