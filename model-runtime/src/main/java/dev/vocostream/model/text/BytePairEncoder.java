package dev.vocostream.model.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Merges neighbouring pieces, best score first, leftmost of equals first, until no two neighbours
 * make a piece.
 *
 * <pre>
 *   ▁ c a r s     the pair with the best score is merged,
 *   ▁ c ar s      its new neighbours become candidates,
 *   ▁ car s       candidates whose parts have meanwhile gone are skipped
 *   ▁car s
 * </pre>
 */
final class BytePairEncoder {
  private final Map<String, Float> scores;

  /**
   * @param scores of the pieces that may come out of a merge
   */
  BytePairEncoder(Map<String, Float> scores) {
    this.scores = scores;
  }

  /** The pieces of a text; characters that are no piece stay alone. */
  List<String> encode(String text) {
    List<Symbol> symbols = characters(text);
    PriorityQueue<Merge> merges = new PriorityQueue<>();
    for (int i = 1; i < symbols.size(); i++) {
      propose(symbols.get(i - 1), symbols.get(i), merges);
    }
    for (Merge best = merges.poll(); best != null; best = merges.poll()) {
      if (best.isStale()) {
        continue;
      }
      Symbol left = best.left;
      left.join(best.right);
      propose(left.previous, left, merges);
      propose(left, left.next, merges);
    }
    List<String> pieces = new ArrayList<>();
    for (Symbol s = symbols.isEmpty() ? null : symbols.get(0); s != null; s = s.next) {
      pieces.add(s.text);
    }
    return pieces;
  }

  private void propose(Symbol left, Symbol right, PriorityQueue<Merge> merges) {
    if (left == null || right == null) {
      return;
    }
    Float score = scores.get(left.text + right.text);
    if (score != null) {
      merges.add(new Merge(score, left, right));
    }
  }

  private static List<Symbol> characters(String text) {
    List<Symbol> symbols = new ArrayList<>();
    Symbol previous = null;
    for (int at = 0; at < text.length(); at += previous.text.length()) {
      String character = Character.toString(text.codePointAt(at));
      Symbol symbol = new Symbol(symbols.size(), character, previous);
      if (previous != null) {
        previous.next = symbol;
      }
      symbols.add(symbol);
      previous = symbol;
    }
    return symbols;
  }

  private static final class Symbol {
    final int position;
    String text;
    Symbol previous;
    Symbol next;
    boolean gone;

    Symbol(int position, String text, Symbol previous) {
      this.position = position;
      this.text = text;
      this.previous = previous;
    }

    void join(Symbol right) {
      text += right.text;
      right.gone = true;
      next = right.next;
      if (next != null) {
        next.previous = this;
      }
    }
  }

  private static final class Merge implements Comparable<Merge> {
    final float score;
    final Symbol left;
    final Symbol right;
    final int length;

    Merge(float score, Symbol left, Symbol right) {
      this.score = score;
      this.left = left;
      this.right = right;
      this.length = left.text.length() + right.text.length();
    }

    boolean isStale() {
      return left.gone || right.gone || left.text.length() + right.text.length() != length;
    }

    @Override
    public int compareTo(Merge other) {
      int byScore = Float.compare(other.score, score);
      return byScore != 0 ? byScore : Integer.compare(left.position, other.left.position);
    }
  }
}
