package dev.vocostream.model.text;

import dev.vocostream.model.text.SentencePieceModel.Piece;
import dev.vocostream.model.text.SentencePieceModel.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a small vocabulary from a text, laid out like LLaMA's: unknown, start and end token, 256
 * bytes, merges in the order they were learnt, single characters.
 */
public final class BytePairTrainer {
  /** A word with the blank before it, or a mark; merges do not cross these. */
  private static final Pattern PART = Pattern.compile(" ?\\p{L}+| ?[^\\p{L} ]");

  private final Map<List<String>, Integer> words = new TreeMap<>(BytePairTrainer::compare);

  private BytePairTrainer(String text) {
    Matcher part = PART.matcher(text.replaceAll("\\s+", " "));
    while (part.find()) {
      String word = part.group().replace(" ", SentencePieceModel.SPACE);
      words.merge(word.codePoints().mapToObj(Character::toString).toList(), 1, Integer::sum);
    }
  }

  /**
   * Printable ASCII is always part of the vocabulary.
   *
   * @param size how many pieces at most; fewer if the text has no more to merge
   */
  public static SentencePieceModel train(String text, int size) {
    TreeSet<String> characters = new TreeSet<>(List.of(SentencePieceModel.SPACE));
    text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .forEach(c -> characters.add(Character.toString(c)));
    for (char c = '!'; c <= '~'; c++) {
      characters.add(Character.toString(c));
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece("<unk>", 0, Type.UNKNOWN));
    pieces.add(new Piece("<s>", 0, Type.CONTROL));
    pieces.add(new Piece("</s>", 0, Type.CONTROL));
    for (int b = 0; b < 256; b++) {
      pieces.add(new Piece("<0x%02X>".formatted(b), 0, Type.BYTE));
    }
    int score = 0;
    List<String> learnt =
        new BytePairTrainer(text).merges(size - pieces.size() - characters.size());
    learnt.addAll(characters);
    for (String piece : learnt) {
      pieces.add(new Piece(piece, score--, Type.NORMAL));
    }
    return new SentencePieceModel(pieces);
  }

  private List<String> merges(int count) {
    List<String> learnt = new ArrayList<>();
    while (learnt.size() < count) {
      Map<List<String>, Integer> pairs = new TreeMap<>(BytePairTrainer::compare);
      words.forEach((word, times) -> countPairs(word, times, pairs));
      if (pairs.isEmpty()) {
        break;
      }
      // the most frequent; of equals the first in the alphabet, so that the result is one
      List<String> best =
          pairs.entrySet().stream()
              .max(Comparator.comparingInt(Map.Entry::getValue))
              .orElseThrow()
              .getKey();
      String piece = String.join("", best);
      if (!learnt.contains(piece)) {
        learnt.add(piece);
      }
      merge(best, piece);
    }
    return learnt;
  }

  private static void countPairs(List<String> word, int times, Map<List<String>, Integer> pairs) {
    for (int i = 1; i < word.size(); i++) {
      pairs.merge(List.of(word.get(i - 1), word.get(i)), times, Integer::sum);
    }
  }

  private void merge(List<String> pair, String piece) {
    Map<List<String>, Integer> before = new LinkedHashMap<>(words);
    words.clear();
    before.forEach(
        (word, times) -> {
          List<String> merged = new ArrayList<>();
          for (int i = 0; i < word.size(); i++) {
            boolean here = i + 1 < word.size() && word.subList(i, i + 2).equals(pair);
            merged.add(here ? piece : word.get(i));
            i += here ? 1 : 0;
          }
          words.merge(List.copyOf(merged), times, Integer::sum);
        });
  }

  private static int compare(List<String> a, List<String> b) {
    return String.join("\0", a).compareTo(String.join("\0", b));
  }
}
