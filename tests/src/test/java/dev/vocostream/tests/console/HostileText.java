package dev.vocostream.tests.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A thousand texts, each of which would do something if it became markup. */
final class HostileText {
  /** %d makes them differ, and would tell which of them did it. */
  private static final List<String> PAYLOADS =
      List.of(
          "<img src=x%d onerror=document.title='breached'>",
          "<script>document.title='breached%d'</script>",
          "<svg onload=\"document.title='breached%d'\"></svg>",
          "<iframe srcdoc='<script>parent.document.title=%d</script>'></iframe>",
          "<style>*{display:none}/*%d*/</style>",
          "<a href=\"javascript:document.title='breached%d'\">here</a>",
          "<details open ontoggle=document.title='breached%d'>",
          "${document.title='breached%d'} {{constructor.constructor('1')()}}",
          "<base href='http://evil.example/%d/'>",
          "<meta http-equiv=refresh content='0;url=http://evil.example/%d'>");

  /** What it would have to end first, by where it stands. */
  private static final List<String> ENDS =
      List.of(
          "",
          "\">",
          "'>",
          "\" onmouseover=\"document.title='breached'\" x=\"",
          "</p></li></article>",
          "</title></svg>",
          "</option></select>",
          "</textarea></form>",
          "--></script>",
          "javascript:document.title='breached'//");

  private static final List<UnaryOperator<String>> WAYS =
      List.of(
          text -> text,
          text -> text.toUpperCase(Locale.ROOT),
          text -> text.replace(" ", "\n"),
          text -> text.replace(" ", "/"),
          text -> text.replace("<", "<<"),
          text -> text.replace("<", "<\t"),
          text -> text.replace("<", "&lt;").replace(">", "&gt;"),
          text -> text.replace("<", "\\u003c").replace(">", "\\u003e"),
          text -> text.replace("<", "%3C").replace(">", "%3E"),
          text -> text + "\u202e\u2028\r\n");

  private HostileText() {}

  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String end : ENDS) {
      for (String payload : PAYLOADS) {
        for (UnaryOperator<String> way : WAYS) {
          int number = all.size();
          String text = way.apply(end + payload.replace("%d", Integer.toString(number)));
          all.add("%s #%d.".formatted(text, number));
        }
      }
    }
    return all;
  }

  /** Those of {@link #all()}, so many at a time. */
  static Stream<List<String>> inParts(int size) {
    List<String> all = all();
    return Stream.iterate(0, from -> from < all.size(), from -> from + size)
        .map(from -> all.subList(from, Math.min(from + size, all.size())));
  }
}
