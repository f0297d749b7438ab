package dev.vocostream.model.world;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of each thing of a window, found by looking at every moment anew. */
final class Witness {
  final List<Moment> window;
  final int last;
  final Set<Integer> things = new TreeSet<>();

  Witness(List<Moment> window) {
    this.window = window;
    this.last = window.size() - 1;
    window.forEach(moment -> moment.seen().forEach(seen -> things.add(seen.thing())));
  }

  int firstTime(int thing, String form) {
    for (int i = 1; i <= last; i++) {
      Seen then = at(thing, i - 1);
      Seen now = at(thing, i);
      boolean came = then == null && now != null;
      boolean went = then != null && now == null;
      boolean moved = then != null && now != null && far(then, now) > 0.02;
      boolean painted = then != null && now != null && then.colour() != now.colour();
      boolean did =
          switch (form) {
            case "came" -> came;
            case "went" -> went;
            case "moved" -> moved;
            default -> came || went || moved || painted;
          };
      if (did) {
        return i;
      }
    }
    return 0;
  }

  static double far(Seen one, Seen other) {
    return Math.max(Math.abs(one.x() - other.x()), Math.abs(one.y() - other.y()));
  }

  /** How often a thing comes, or goes, after a moment. */
  int turns(int thing, int from, boolean goes) {
    int turns = 0;
    for (int i = from + 1; i <= last; i++) {
      boolean was = at(thing, i - 1) != null;
      boolean is = at(thing, i) != null;
      turns += was != is && was == goes ? 1 : 0;
    }
    return turns;
  }

  String moved(int thing, int from) {
    Set<String> ways = ways(thing, from);
    assertOne(ways.size() < 2, "moved " + ways);
    double far = far(at(thing, from), at(thing, last));
    assertOne(ways.isEmpty() ? far < 0.02 : far > 0.05, "moved by " + far);
    return ways.isEmpty() ? "nowhere" : ways.iterator().next();
  }

  Set<String> ways(int thing, int from) {
    Set<String> ways = new HashSet<>();
    for (int i = from + 1; i <= last; i++) {
      Seen then = at(thing, i - 1);
      Seen now = at(thing, i);
      if (then != null && now != null && far(then, now) > 0.02) {
        double x = now.x() - then.x();
        double y = now.y() - then.y();
        String along =
            Math.abs(x) > Math.abs(y) ? (x < 0 ? "left" : "right") : y < 0 ? "up" : "down";
        ways.add(along);
      }
    }
    return ways;
  }

  Set<Colour> colours(int thing, int from) {
    Set<Colour> colours = new HashSet<>();
    for (int i = from; i <= last; i++) {
      if (at(thing, i) != null) {
        colours.add(at(thing, i).colour());
      }
    }
    return colours;
  }

  static String box(Seen s) {
    double[] edges = {
      s.x() - s.radius(), s.y() - s.radius(), s.x() + s.radius(), s.y() + s.radius()
    };
    return Arrays.stream(edges)
        .map(edge -> Math.min(1, Math.max(0, edge)))
        .mapToObj(
            edge -> "%d.%02d".formatted(Math.round(edge * 100) / 100, Math.round(edge * 100) % 100))
        .collect(Collectors.joining(",", "[", "]"));
  }

  Seen at(int thing, int moment) {
    return window.get(moment).seen().stream()
        .filter(seen -> seen.thing() == thing)
        .findFirst()
        .orElse(null);
  }

  Seen latest(int thing) {
    for (int i = last; i >= 0; i--) {
      if (at(thing, i) != null) {
        return at(thing, i);
      }
    }
    throw new IllegalArgumentException("thing " + thing);
  }

  static boolean fits(Seen seen, String phrase) {
    for (String place : List.of(" at ", " on ", " in ")) {
      if (phrase.contains(place)) {
        return isAt(seen, phrase.substring(phrase.indexOf(place) + 1));
      }
    }
    String looks = seen.size().word() + " " + seen.colour().word() + " " + seen.shape().word();
    return Arrays.stream(phrase.split(" "))
        .map(word -> word.replaceAll("^crosses$", "cross").replaceAll("(?<!s)s$", ""))
        .filter(word -> !word.equals("a") && !word.equals("an") && !word.equals("thing"))
        .allMatch(word -> Arrays.asList(looks.split(" ")).contains(word));
  }

  static boolean isAt(Seen seen, String at) {
    return at.replaceAll("^(at|on|in) the ", "").equals(seen.place().words());
  }

  static String name(Seen seen) {
    return seen.colour().word() + " " + seen.shape().word();
  }

  static void assertOne(boolean plain, String found) {
    if (!plain) {
      throw new AssertionError("not one right answer: " + found);
    }
  }
}
