package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.FIRST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Of two things that did something in the window, which one was first? */
final class FirstAsker implements Asker {
  private enum Deed {
    ACTED,
    MOVED,
    CAME,
    WENT
  }

  private static final List<Deed> DEEDS = List.of(Deed.values());

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    Deed deed = Chance.pick(DEEDS, random);
    List<Trail> first = new ArrayList<>();
    int doers = 0;
    int earliest = Integer.MAX_VALUE;
    for (Trail trail : window.trails()) {
      int moment = moment(trail, deed);
      doers += moment > 0 ? 1 : 0;
      if (moment > 0 && moment <= earliest) {
        if (moment < earliest) {
          first.clear();
        }
        first.add(trail);
        earliest = moment;
      }
    }
    boolean plain = doers > 1 && first.size() == 1 && first.get(0).oneColour();
    if (!plain || (deed == Deed.MOVED && unclear(window))) {
      return Optional.empty();
    }
    return Optional.of(draft(window, deed, first.get(0)));
  }

  private static Draft draft(Watched window, Deed deed, Trail trail) {
    Draft draft = Draft.of(FIRST, deed.name().toLowerCase(), Description.name(trail.latest()));
    boolean stays = trail.seen(window.last());
    String cell = window.now().size() + "";
    draft = draft.within(cell, stays ? "here" : "gone", 1);
    return stays ? draft.about(trail.latest()) : draft;
  }

  /** When it first did so; 0 for never. */
  private static int moment(Trail trail, Deed deed) {
    for (int i = 1; i <= trail.last(); i++) {
      boolean did =
          switch (deed) {
            case ACTED -> trail.steps(i) || trail.comes(i) || trail.goes(i) || trail.changes(i);
            case MOVED -> trail.steps(i);
            case CAME -> trail.comes(i);
            case WENT -> trail.goes(i);
          };
      if (did) {
        return i;
      }
    }
    return 0;
  }

  /** Whether something came or went, which is a kind of moving, or moved too little to count. */
  private static boolean unclear(Watched window) {
    return window.trails().stream()
        .anyMatch(trail -> trail.comings(0) + trail.goings(0) > 0 || trail.motion(0).unclear());
  }
}
