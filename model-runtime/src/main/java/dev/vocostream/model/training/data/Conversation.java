package dev.vocostream.model.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.training.BadExampleException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The turns of LLaVA's {@code conversations}: a list of {@code {"from": "human" | "gpt", "value":
 * ..}}, human first, in turn.
 *
 * <p>Where there is something to see, a marker in the first question says so: {@code <image>}, for
 * videos also {@code <video>}. It is taken out with the line break beside it, since here what is
 * seen always comes first. Without anything to see a marker is what it says, text; conversations
 * about web pages have it.
 */
final class Conversation {
  private static final Pattern IMAGE = Pattern.compile("<image>");
  private static final Pattern VIDEO = Pattern.compile("<image>|<video>");

  /** How a record begins or ends its first question if it lost its picture. */
  private static final Pattern OWN_LINE = Pattern.compile("^<image>\\n|\\n<image>$");

  private final ArrayElement element;
  private final List<Turn> turns = new ArrayList<>();

  private Conversation(ArrayElement element) {
    this.element = element;
  }

  /**
   * @throws BadExampleException if roles are out of order, an answer is empty, or the marker is not
   *     there once, in the first question
   */
  static List<Turn> withImage(ArrayElement element) {
    return new Conversation(element).read().without(IMAGE, 1);
  }

  /** As for images; markers may also be left out. */
  static List<Turn> withVideo(ArrayElement element) {
    return new Conversation(element).read().without(VIDEO, 0);
  }

  static List<Turn> ofText(ArrayElement element) {
    List<Turn> turns = new Conversation(element).read().turns;
    if (OWN_LINE.matcher(turns.get(0).question()).find()) {
      throw element.bad("an image, as the first question has <image>", "none");
    }
    requireQuestions(element, turns, 0);
    return turns;
  }

  private Conversation read() {
    JsonNode list = element.node().path("conversations");
    if (!list.isArray() || list.isEmpty()) {
      throw element.bad("conversations to be a list", ArrayElement.shown(list));
    }
    if (list.size() % 2 != 0) {
      throw element.bad("an answer to every question", list.size() + " messages");
    }
    for (int i = 0; i < list.size(); i += 2) {
      String question = message(list.get(i), i, "human");
      String answer = message(list.get(i + 1), i + 1, "gpt");
      if (answer.isBlank()) {
        throw element.bad("an answer in conversations[%d]".formatted(i + 1), "an empty one");
      }
      turns.add(new Turn(question, answer));
    }
    return this;
  }

  private String message(JsonNode message, int at, String role) {
    String place = "conversations[%d]".formatted(at);
    if (!message.path("from").asText().equals(role)) {
      String found = ArrayElement.shown(message.path("from"));
      throw element.bad("%s to be from \"%s\"".formatted(place, role), found);
    }
    if (!message.path("value").isTextual()) {
      String found = ArrayElement.shown(message.path("value"));
      throw element.bad("%s to have a text as value".formatted(place), found);
    }
    return message.path("value").textValue();
  }

  private List<Turn> without(Pattern marker, int least) {
    int found = turns.stream().mapToInt(turn -> count(marker, turn)).sum();
    String first = turns.get(0).question();
    int inFirst = count(marker, first);
    if (found > 1) {
      throw element.bad("one " + name(marker), found + " of them: several are not supported");
    }
    if (found < least || inFirst < found) {
      String expected = name(marker) + " in the first question";
      throw element.bad(expected, found == 0 ? "none" : "it elsewhere");
    }
    if (found == 1) {
      turns.set(0, new Turn(taken(marker, first), turns.get(0).answer()));
    }
    requireQuestions(element, turns, found);
    return turns;
  }

  private static String taken(Pattern marker, String question) {
    return question
        .replaceFirst("\\n(?:" + marker + ")\\n", "\n")
        .replaceFirst(marker.pattern(), "")
        .strip();
  }

  private static String name(Pattern marker) {
    return marker.pattern().replace("|", " or ");
  }

  /** A picture alone is a question, "what is this?"; an empty text is none. */
  private static void requireQuestions(ArrayElement element, List<Turn> turns, int from) {
    for (int i = from; i < turns.size(); i++) {
      if (turns.get(i).question().isBlank()) {
        throw element.bad("a question in conversations[%d]".formatted(2 * i), "an empty one");
      }
    }
  }

  private static int count(Pattern marker, Turn turn) {
    return count(marker, turn.question()) + count(marker, turn.answer());
  }

  private static int count(Pattern marker, String text) {
    Matcher matcher = marker.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
