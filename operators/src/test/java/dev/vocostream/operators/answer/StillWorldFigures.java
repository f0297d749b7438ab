package dev.vocostream.operators.answer;

import java.util.Map;
import java.util.TreeMap;

/** Counts of {@link StillWorldTest}. */
final class StillWorldFigures {
  private int frames;
  private int compressed;
  private int stillFrames;
  private int stillCompressed;
  private final Map<String, Answers> byEnd = new TreeMap<>();

  /** By scene: how many more were right from all frames. */
  private final Map<Integer, Integer> lostByScene = new TreeMap<>();

  private static final class Answers {
    int asked;
    int rightFromAll;
    int rightFromChanged;
    int different;
  }

  /**
   * @param still whether nothing happens
   * @param passed whether the sampler let it pass
   */
  void frame(boolean still, boolean passed) {
    frames++;
    compressed += passed ? 1 : 0;
    stillFrames += still ? 1 : 0;
    stillCompressed += still && passed ? 1 : 0;
  }

  void answered(int scene, String end, boolean rightFromAll, boolean rightFromChanged) {
    Answers answers = byEnd.computeIfAbsent(end, any -> new Answers());
    answers.asked++;
    answers.rightFromAll += rightFromAll ? 1 : 0;
    answers.rightFromChanged += rightFromChanged ? 1 : 0;
    answers.different += rightFromAll == rightFromChanged ? 0 : 1;
    lostByScene.merge(scene, (rightFromAll ? 1 : 0) - (rightFromChanged ? 1 : 0), Integer::sum);
  }

  int stillFrames() {
    return stillFrames;
  }

  int stillCompressed() {
    return stillCompressed;
  }

  int questions() {
    return byEnd.values().stream().mapToInt(answers -> answers.asked).sum();
  }

  /** Part of the questions that are right from all frames and are not from those that passed. */
  double lost() {
    return (double) lostByScene.values().stream().mapToInt(lost -> lost).sum() / questions();
  }

  /** Of {@link #lost}; questions about one scene are not independent, scenes are. */
  double standardError() {
    int scenes = lostByScene.size();
    double mean = lostByScene.values().stream().mapToInt(lost -> lost).average().orElseThrow();
    double squares =
        lostByScene.values().stream().mapToDouble(lost -> (lost - mean) * (lost - mean)).sum();
    return Math.sqrt(squares * scenes / (scenes - 1)) / questions();
  }

  void print() {
    System.out.printf(
        "compressions: %d of %d frames (%.1f times fewer); while nothing happens %d of %d (%.1f)%n",
        compressed,
        frames,
        (double) frames / compressed,
        stillCompressed,
        stillFrames,
        (double) stillFrames / stillCompressed);
    System.out.printf(
        "%-12s %7s %12s %12s %12s%n", "window", "asked", "all frames", "unchanged", "one is right");
    byEnd.forEach(
        (end, answers) ->
            System.out.printf(
                "%-12s %7d %10.2f %% %10.2f %% %12d%n",
                end,
                answers.asked,
                100.0 * answers.rightFromAll / answers.asked,
                100.0 * answers.rightFromChanged / answers.asked,
                answers.different));
    System.out.printf(
        "%d questions, %.2f points lost, standard error %.2f%n",
        questions(), 100 * lost(), 100 * standardError());
  }
}
