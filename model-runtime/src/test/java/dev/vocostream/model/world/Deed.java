package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a thing did, told from what was true at whole seconds alone. */
record Deed(int thing, Action action, int second) {
  /** The deeds of a scene, at the first second that shows them; who stands has none. */
  static List<Deed> of(Scene scene) {
    List<Deed> deeds = new ArrayList<>();
    for (int thing : things(scene)) {
      Action action = Action.STAND;
      int first = 0;
      for (int second = 8; second >= 1; second--) {
        Action step = step(find(scene, thing, second - 1), find(scene, thing, second));
        boolean returns = action == Action.ENTER && step == Action.LEAVE;
        first = step == Action.STAND ? first : second;
        action = returns ? Action.HIDE : step == Action.STAND ? action : step;
      }
      if (action != Action.STAND) {
        deeds.add(new Deed(thing, action, first));
      }
    }
    return deeds;
  }

  private static Set<Integer> things(Scene scene) {
    Set<Integer> things = new TreeSet<>();
    for (int second = 0; second <= 8; second++) {
      scene.moment(second).seen().forEach(seen -> things.add(seen.thing()));
    }
    return things;
  }

  static Seen find(Scene scene, int thing, int second) {
    Map<Integer, Seen> byThing = new HashMap<>();
    scene.moment(second).seen().forEach(seen -> byThing.put(seen.thing(), seen));
    return byThing.get(thing);
  }

  private static Action step(Seen before, Seen after) {
    if (before == null || after == null) {
      return before == after ? Action.STAND : before == null ? Action.ENTER : Action.LEAVE;
    }
    if (before.colour() != after.colour()) {
      return Action.CHANGE_COLOUR;
    }
    if (before.x() != after.x()) {
      return before.x() < after.x() ? Action.MOVE_RIGHT : Action.MOVE_LEFT;
    }
    if (before.y() != after.y()) {
      return before.y() < after.y() ? Action.MOVE_DOWN : Action.MOVE_UP;
    }
    return Action.STAND;
  }
}
