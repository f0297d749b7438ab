package dev.vocostream.model.training;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Window;
import java.util.List;

/** A window of the world with questions about it, each asked by itself. */
record Questioned(Window window, List<Asked> asked) {
  Example example() {
    List<Turn> turns = asked.stream().map(a -> new Turn(a.question(), a.answer())).toList();
    return new Example(window.pictures(), turns, true);
  }
}
