package dev.vocostream.model.evaluation.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr-D of captions as the public scorer of COCO captions computes it: tf-idf vectors of the 1-
 * to 4-grams, with idf from the references; a cosine in which an n-gram counts at most as often as
 * the reference has it; times exp(-d²/(2·6²)), d the difference of the numbers of <b>bigrams</b>;
 * mean over n and over references, times 10. The scale is 0 to 10; tables print it times 100.
 */
public final class CiderD {
  private static final int LONGEST = 4;
  private static final double SIGMA = 6;

  private final List<List<Map<List<String>, Integer>>> references = new ArrayList<>();
  private final List<Map<List<String>, Integer>> captions = new ArrayList<>();
  private final Map<List<String>, Integer> documents = new HashMap<>();

  /**
   * A thing with what a model calls it and what people do.
   *
   * @param people at least one
   */
  public void add(String caption, List<String> people) {
    captions.add(count(CaptionTokens.of(caption)));
    List<Map<List<String>, Integer>> counts =
        people.stream().map(CaptionTokens::of).map(CiderD::count).toList();
    references.add(counts);
    Set<List<String>> seen = new HashSet<>();
    counts.forEach(reference -> seen.addAll(reference.keySet()));
    seen.forEach(gram -> documents.merge(gram, 1, Integer::sum));
  }

  private static Map<List<String>, Integer> count(List<String> words) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int n = 1; n <= LONGEST; n++) {
      for (int i = 0; i + n <= words.size(); i++) {
        counts.merge(List.copyOf(words.subList(i, i + n)), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Of each caption, in the order they were added. */
  public double[] scores() {
    double[] scores = new double[captions.size()];
    for (int i = 0; i < scores.length; i++) {
      Vector caption = new Vector(captions.get(i));
      double sum = 0;
      for (Map<List<String>, Integer> reference : references.get(i)) {
        sum += caption.similarity(new Vector(reference));
      }
      scores[i] = 10 * sum / references.get(i).size();
    }
    return scores;
  }

  /** NaN if there are none. */
  public double mean() {
    double sum = 0;
    for (double score : scores()) {
      sum += score;
    }
    return sum / captions.size();
  }

  /** The tf-idf weights of a text. */
  private final class Vector {
    private final Map<List<String>, Double> weights = new HashMap<>();
    private final double[] norms = new double[LONGEST];
    private int bigrams;

    Vector(Map<List<String>, Integer> counts) {
      counts.forEach(this::weigh);
    }

    private void weigh(List<String> gram, int count) {
      double rarity = Math.log(captions.size()) - Math.log(documents.getOrDefault(gram, 1));
      weights.put(gram, count * rarity);
      norms[gram.size() - 1] += Math.pow(count * rarity, 2);
      bigrams += gram.size() == 2 ? count : 0;
    }

    /** Mean over n. */
    double similarity(Vector reference) {
      double[] products = new double[LONGEST];
      weights.forEach(
          (gram, weight) -> {
            double there = reference.weights.getOrDefault(gram, 0.0);
            products[gram.size() - 1] += Math.min(weight, there) * there;
          });
      double sum = 0;
      for (int n = 0; n < LONGEST; n++) {
        double norm = Math.sqrt(norms[n]) * Math.sqrt(reference.norms[n]);
        sum += norm == 0 ? products[n] : products[n] / norm;
      }
      double difference = bigrams - reference.bigrams;
      return sum / LONGEST * Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
    }
  }
}
