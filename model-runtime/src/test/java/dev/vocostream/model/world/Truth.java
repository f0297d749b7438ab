package dev.vocostream.model.world;

import static dev.vocostream.model.world.Witness.assertOne;
import static dev.vocostream.model.world.Witness.box;
import static dev.vocostream.model.world.Witness.fits;
import static dev.vocostream.model.world.Witness.isAt;
import static dev.vocostream.model.world.Witness.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is right, worked out again from the moments and the words of a question, by looking at every
 * thing at every moment.
 */
final class Truth {
  private final Witness witness;
  private final List<Moment> window;
  private final int last;
  private final Map<String, String> words;
  private final Set<Integer> things;

  Truth(List<Moment> window, Map<String, String> words) {
    this.witness = new Witness(window);
    this.window = window;
    this.last = witness.last;
    this.things = witness.things;
    this.words = words;
  }

  String answer(QuestionType type, String form) {
    return switch (type) {
      case EXISTS -> yes(!matching("a", last).isEmpty());
      case COUNT -> form.equals("all") ? "" + now().size() : "" + matching("things", last).size();
      case COLOUR -> only("it").colour().word();
      case SHAPE -> only("it").shape().word();
      case SIZE -> only("it").size().word();
      case WHERE -> only("it").place().words();
      case BOX -> box(only("it"));
      case REFER -> refer();
      case CAPTION -> caption();
      case MONITOR -> yes(holds(form));
      case MOVED -> witness.moved(ever("it"), from());
      case ENTERED ->
          one(things.stream().filter(t -> witness.turns(t, from(), false) > 0).toList());
      case LEFT -> one(things.stream().filter(t -> witness.turns(t, from(), true) > 0).toList());
      case FIRST -> first(form);
      case COUNT_ENTERED ->
          "" + things.stream().filter(t -> witness.turns(t, from(), false) > 0).count();
      case BEFORE -> before(form);
      case MONITOR_CHANGE -> yes(happened(form));
    };
  }

  private boolean holds(String form) {
    return switch (form) {
      case "seen" -> !matching("a", last).isEmpty();
      case "more" -> now().size() > Integer.parseInt(words.get("many").split(" ")[0]);
      case "several" -> matching("thing", last).size() > 1;
      case "occupied" -> now().stream().anyMatch(seen -> isAt(seen, words.get("at")));
      case "at" -> isAt(only("it"), words.get("at"));
      case "coloured" -> only("it").colour().word().equals(words.get("colour"));
      case "beside" -> beside(only("it"), only("other"));
      default -> throw new IllegalArgumentException(form);
    };
  }

  private boolean beside(Seen one, Seen other) {
    return switch (words.get("side")) {
      case "to the left of" -> one.x() < other.x();
      case "to the right of" -> one.x() > other.x();
      case "above" -> one.y() < other.y();
      case "below" -> one.y() > other.y();
      default -> throw new IllegalArgumentException(words.get("side"));
    };
  }

  private boolean happened(String form) {
    return switch (form) {
      case "way" -> things.stream().anyMatch(t -> witness.ways(t, from()).contains(way()));
      case "moving" -> things.stream().anyMatch(t -> witness.ways(t, last - 1).contains(way()));
      case "moved" -> !witness.moved(ever("it"), from()).equals("nowhere");
      case "came" -> things.stream().anyMatch(t -> witness.turns(t, from(), false) > 0 && named(t));
      case "left" ->
          things.stream()
              .anyMatch(
                  t ->
                      witness.turns(t, from(), true) > 0
                          && witness.at(t, last) == null
                          && named(t));
      case "changed" -> witness.colours(ever("it"), from()).size() > 1;
      case "was" -> !matching("a", from()).isEmpty();
      default -> throw new IllegalArgumentException(form);
    };
  }

  private String way() {
    return words.get("way").replace("to the ", "");
  }

  private String before(String form) {
    if (form.equals("colour")) {
      return witness.at(ever("it"), from()).colour().word();
    }
    List<Seen> there =
        window.get(from()).seen().stream().filter(s -> isAt(s, words.get("at"))).toList();
    assertOne(there.size() < 2, "more than one thing " + words.get("at"));
    return there.isEmpty() ? "nothing" : name(there.get(0));
  }

  private String first(String form) {
    Map<Integer, Integer> when =
        things.stream()
            .filter(t -> witness.firstTime(t, form) > 0)
            .collect(Collectors.toMap(t -> t, t -> witness.firstTime(t, form)));
    int earliest = when.values().stream().min(Integer::compare).orElseThrow();
    List<Integer> first =
        when.keySet().stream().filter(thing -> when.get(thing) == earliest).toList();
    assertOne(first.size() == 1 && when.size() > 1, first + " of " + when + " first");
    return name(witness.latest(first.get(0)));
  }

  private String one(List<Integer> found) {
    assertOne(found.size() < 2, found + " instead of one thing");
    return found.isEmpty() ? "nothing" : name(witness.latest(found.get(0)));
  }

  private String refer() {
    double[] box = parse(words.get("box"));
    List<Seen> there = now().stream().filter(seen -> Arrays.equals(parse(box(seen)), box)).toList();
    assertOne(there.size() == 1, there + " in " + words.get("box"));
    Seen seen = there.get(0);
    return seen.size().word() + " " + name(seen);
  }

  private static double[] parse(String box) {
    return Arrays.stream(box.substring(1, box.length() - 1).split(","))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private String caption() {
    List<Seen> left = new ArrayList<>(now());
    List<String> said = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        Place place = Place.values()[3 * row + column];
        left.stream()
            .filter(seen -> seen.place() == place)
            .sorted((a, b) -> Double.compare(a.x(), b.x()))
            .forEach(s -> said.add(s.size().word() + " " + name(s) + " " + place.words()));
      }
    }
    return said.isEmpty() ? "nothing" : String.join(", ", said);
  }

  /** Where a question's span begins. */
  private int from() {
    String time = words.getOrDefault("when", words.getOrDefault("then", ""));
    if (time.isEmpty() || time.equals("at the beginning")) {
      return 0;
    }
    String digits = time.replaceAll("[^0-9]", "");
    return last - (digits.isEmpty() ? 1 : Integer.parseInt(digits));
  }

  private List<Seen> now() {
    return window.get(last).seen();
  }

  private List<Seen> matching(String placeholder, int moment) {
    return window.get(moment).seen().stream()
        .filter(seen -> fits(seen, words.get(placeholder)))
        .toList();
  }

  private Seen only(String placeholder) {
    List<Seen> found = matching(placeholder, last);
    assertOne(found.size() == 1, found + " are the " + words.get(placeholder));
    return found.get(0);
  }

  /** The one thing that words fit, whenever that is. */
  private int ever(String placeholder) {
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i <= last; i++) {
      matching(placeholder, i).forEach(seen -> found.add(seen.thing()));
    }
    assertOne(found.size() == 1, found + " are the " + words.get(placeholder));
    return found.iterator().next();
  }

  private boolean named(int thing) {
    return window.stream()
        .flatMap(moment -> moment.seen().stream())
        .anyMatch(seen -> seen.thing() == thing && fits(seen, words.get("a")));
  }

  private static String yes(boolean holds) {
    return holds ? "yes" : "no";
  }
}
