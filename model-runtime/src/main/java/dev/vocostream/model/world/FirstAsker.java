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
    List<Track> first = new ArrayList<>();
    int doers = 0;
    int earliest = Integer.MAX_VALUE;
    for (Track track : window.tracks()) {
      int moment = moment(track, deed);
      doers += moment > 0 ? 1 : 0;
      if (moment > 0 && moment <= earliest) {
        if (moment < earliest) {
          first.clear();
        }
        first.add(track);
        earliest = moment;
      }
    }
    boolean plain = doers > 1 && first.size() == 1 && first.get(0).oneColour();
    if (!plain || (deed == Deed.MOVED && unclear(window))) {
      return Optional.empty();
    }
    return Optional.of(draft(window, deed, first.get(0)));
  }

  private static Draft draft(Watched window, Deed deed, Track track) {
    Draft draft = Draft.of(FIRST, deed.name().toLowerCase(), Description.name(track.latest()));
    boolean stays = track.seen(window.last());
    String cell = window.now().size() + "";
    draft = draft.within(cell, stays ? "here" : "gone", 1);
    return stays ? draft.about(track.latest()) : draft;
  }

  /** When it first did so; 0 for never. */
  private static int moment(Track track, Deed deed) {
    for (int i = 1; i <= track.last(); i++) {
      boolean did =
          switch (deed) {
            case ACTED -> track.steps(i) || track.comes(i) || track.goes(i) || track.changes(i);
            case MOVED -> track.steps(i);
            case CAME -> track.comes(i);
            case WENT -> track.goes(i);
          };
      if (did) {
        return i;
      }
    }
    return 0;
  }

  /** Whether something came or went, which is a kind of moving, or moved too little to count. */
  private static boolean unclear(Watched window) {
    return window.tracks().stream()
        .anyMatch(track -> track.comings(0) + track.goings(0) > 0 || track.motion(0).unclear());
  }
}
