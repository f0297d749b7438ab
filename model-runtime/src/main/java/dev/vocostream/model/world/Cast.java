package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who does what in a scene. The number that is seen at a second drawn at random is drawn first, so
 * that every number is as common as any other.
 */
final class Cast {
  private static final int MOST_SEEN = 5;

  /** How many act where something happens; it takes two for one to be first. */
  private static final int[] ACTING = {1, 2, 2, 3};

  /** One scene in so many has nothing happening. */
  private static final int STILL = 4;

  private static final List<Action> ACTIONS = actions();

  private Cast() {}

  private static List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Action action : Action.values()) {
      for (int i = 0; i < action.share; i++) {
        actions.add(action);
      }
    }
    return List.copyOf(actions);
  }

  static List<Part> draw(Random random) {
    int second = random.nextInt(Scene.SECONDS);
    int seen = 1 + random.nextInt(MOST_SEEN);
    boolean still = random.nextInt(STILL) == 0;
    int acting = still ? 0 : ACTING[random.nextInt(ACTING.length)];
    while (true) {
      List<Part> parts = parts(1 + random.nextInt(MOST_SEEN + 1), acting, random);
      if (seen(parts, second) == seen && isFit(parts)) {
        return parts;
      }
    }
  }

  private static List<Part> parts(int things, int acting, Random random) {
    List<Part> parts = new ArrayList<>();
    for (int thing = 0; thing < things; thing++) {
      parts.add(thing < acting ? actor(parts, random) : Part.STAND);
    }
    return parts;
  }

  /** At a second of its own if a few tries find one, so that there is mostly a first and a last. */
  private static Part actor(List<Part> others, Random random) {
    Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    Part part = Part.of(action, random);
    for (int attempt = 0; attempt < 3 && isTaken(part.shows(), others); attempt++) {
      part = Part.of(action, random);
    }
    return part;
  }

  private static boolean isTaken(int second, List<Part> parts) {
    return parts.stream().anyMatch(part -> part.shows() == second);
  }

  private static boolean isFit(List<Part> parts) {
    for (int second = 0; second <= Scene.SECONDS; second++) {
      int seen = seen(parts, second);
      if (seen < 1 || seen > MOST_SEEN) {
        return false;
      }
    }
    return true;
  }

  private static int seen(List<Part> parts, int second) {
    return (int) parts.stream().filter(part -> part.isSeen(second)).count();
  }
}
