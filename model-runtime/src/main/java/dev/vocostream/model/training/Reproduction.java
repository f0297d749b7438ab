package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The comparisons of the VoCo-LLaMA paper (arXiv 2406.12275), made on the world: same definitions,
 * other pictures, a model a thousand times smaller. Whatever is in the directory already is not
 * done again.
 */
public final class Reproduction {
  static final String UPPER = "upper";
  static final String LOWER = "lower";

  /** The model of both, in which VoCo tokens hide nothing. */
  static final String BOUND = "bound";

  private static final int[] TOKENS = {1, 2, 4, 8, 18};

  private static final int RECENT = 4; // frames that a hybrid window shows in full

  private final Comparison comparison;
  private final Path directory;
  private final ArmScores scores;

  /** VoCo tokens that are compared; the last is half of the vision tokens. */
  public static int[] tokens() {
    return TOKENS.clone();
  }

  /**
   * @throws IllegalArgumentException if the directory holds what was made under other conditions
   */
  public Reproduction(Path directory, Budget budget, Compute compute, TrainingProgress progress)
      throws IOException {
    this.directory = directory;
    this.scores =
        ArmScores.open(
            directory,
            ComparisonConditions.of(budget, Comparison.SEED),
            ComparisonConditions.machine(compute));
    this.comparison = new Comparison(directory, budget, compute, progress);
  }

  /** Trains and marks what is missing. */
  public ArmScores run() throws Exception {
    Path base = comparison.base();
    boundsAndBaselines(base);
    tokens(base);
    grounding();
    video();
    return scores;
  }

  /**
   * Tables 1 and 3. Both bounds are of one model that learnt as long as the arms, with nothing
   * hidden: the base alone learnt less, and what it lacks would count for the arms.
   */
  private void boundsAndBaselines(Path base) throws Exception {
    int[] picture = Comparison.PICTURE;
    Path bound = comparison.arm(BOUND, base, List.of(WindowForm.uncompressed(1)));
    scores.run(UPPER, () -> comparison.marks(bound, WindowForm.uncompressed(1), picture));
    scores.run(LOWER, () -> comparison.marks(bound, WindowForm.compressed(1), picture));
    scores.run("pool", () -> comparison.baseline("pool", base, PooledCompressor::new));
    scores.run("q-former", () -> comparison.baseline("q-former", base, s -> new QFormer(s, 1, 4)));
    scores.run(
        "context+content",
        () -> comparison.baseline("context+content", base, s -> new ContextCompressor(s, 4)));
  }

  /** Tables 2 and 4: trained with k tokens; and with the most of them, asked with fewer. */
  private void tokens(Path base) throws Exception {
    int most = TOKENS[TOKENS.length - 1];
    for (int k : TOKENS) {
      Path model = comparison.arm("voco-" + k, base, List.of(WindowForm.compressed(k)));
      scores.run(
          "voco-" + k, () -> comparison.marks(model, WindowForm.compressed(k), Comparison.PICTURE));
    }
    Path elastic = directory.resolve("voco-" + most);
    for (int k : TOKENS) {
      scores.run(
          "elastic-" + k,
          () -> comparison.marks(elastic, WindowForm.compressed(k), Comparison.PICTURE));
    }
  }

  /** Tables 5 and 6. */
  private void grounding() throws Exception {
    Path bound = directory.resolve(BOUND);
    Path one = directory.resolve("voco-1");
    Path eight = directory.resolve("voco-8");
    scores.runScored(
        "grounding-upper", () -> comparison.grounding(bound, WindowForm.uncompressed(1)));
    scores.runScored("grounding-8", () -> comparison.grounding(eight, WindowForm.compressed(8)));
    scores.runScored("grounding-1", () -> comparison.grounding(one, WindowForm.compressed(1)));
    scores.runScored(
        "grounding-lower", () -> comparison.grounding(bound, WindowForm.compressed(1)));
  }

  /** Table 8, and three ways to remember windows: VoCo tokens, the newest frames in full, both. */
  private void video() throws Exception {
    for (int k : new int[] {2, 8}) {
      Path image = directory.resolve("voco-" + k);
      Path model = comparison.video("video-" + k, image, List.of(WindowForm.compressed(k)));
      scores.run(
          "video-" + k, () -> comparison.marks(model, WindowForm.compressed(k), Comparison.VIDEO));
    }
    List<WindowForm> mixed = new ArrayList<>();
    for (int full = 0; full <= RECENT; full++) {
      mixed.add(new WindowForm(2, full));
    }
    Path hybrid = comparison.video("hybrid", directory.resolve("voco-2"), mixed);
    int[] windows = Comparison.VIDEO;
    scores.run("memory", () -> comparison.marks(hybrid, new WindowForm(2, 0), windows));
    scores.run("hybrid", () -> comparison.marks(hybrid, new WindowForm(2, RECENT), windows));
    scores.run("recent", () -> comparison.recent(hybrid, RECENT, windows));
  }
}
