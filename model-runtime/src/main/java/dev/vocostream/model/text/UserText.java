package dev.vocostream.model.text;

import java.text.Normalizer;

/** What an asker typed, reduced to what can be read: no control and no invisible characters. */
final class UserText {
  private UserText() {}

  /**
   * Composed (NFC); tabs become spaces; newlines stay; other control characters, zero-width and
   * direction-changing ones are removed; half surrogates become U+FFFD.
   */
  static String clean(String text) {
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> keep(c, kept));
    return kept.toString().strip();
  }

  private static void keep(int c, StringBuilder kept) {
    switch (Character.getType(c)) {
      case Character.CONTROL -> {
        if (c == '\n' || c == '\t') {
          kept.append(c == '\t' ? ' ' : '\n');
        }
      }
      case Character.SURROGATE -> kept.append('\ufffd');
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {}
      default -> kept.appendCodePoint(c);
    }
  }
}
