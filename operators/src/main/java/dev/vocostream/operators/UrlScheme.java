package dev.vocostream.operators;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the first colon of a URL; a plain path has none. */
public final class UrlScheme {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");

  private UrlScheme() {}

  /** As it is written; null without any. */
  public static String of(String url) {
    Matcher scheme = SCHEME.matcher(url);
    return scheme.lookingAt() ? scheme.group(1) : null;
  }
}
