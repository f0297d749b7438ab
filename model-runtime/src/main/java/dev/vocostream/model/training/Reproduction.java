package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.benchmark.ModelBenchmark;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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

  static final int[] PICTURE = {1};

  /**
   * Windows that are learnt from: of the shortest, nothing but the newest frames is left to see.
   */
  private static final int[] WINDOWS = {4, 6, 8};

  /** Windows that are asked about: they begin before the newest frames. */
  private static final int[] LONG_WINDOWS = {6, 8};

  private static final int[] TOKENS = {1, 2, 4, 8, 18};

  private static final int RECENT = 4; // frames that a hybrid window shows in full

  private static final String ONE = "voco-1";

  private final Comparison comparison;
  private final Path directory;
  private final Budget budget;
  private final Compute compute;
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
    this.budget = budget;
    this.compute = compute;
    this.scores =
        ArmScores.open(
            directory,
            ComparisonConditions.of(budget, Comparison.SEED),
            ComparisonConditions.machine(compute));
    this.comparison = new Comparison(directory, budget, compute, progress, scores);
  }

  /** Trains and marks what is missing. */
  public ArmScores run() throws Exception {
    Path base = comparison.base();
    bounds(base);
    tokens(base);
    baselines(base);
    grounding();
    speed();
    video();
    return scores;
  }

  /**
   * Both are of one model that learnt as long as the arms, with nothing hidden: the base alone
   * learnt less, and what it lacks would count for the arms.
   */
  private void bounds(Path base) throws Exception {
    WindowForm all = WindowForm.uncompressed(1);
    Path bound = comparison.trained(picture(BOUND, base, all, BOUND));
    scores.run(UPPER, () -> comparison.marks(bound, all, PICTURE));
    scores.run(LOWER, () -> comparison.marks(bound, WindowForm.compressed(1), PICTURE));
  }

  /** Tables 2 and 4: trained with k tokens; and with the most of them, asked with fewer. */
  private void tokens(Path base) throws Exception {
    for (int k : TOKENS) {
      WindowForm form = WindowForm.compressed(k);
      Path model = comparison.trained(picture("voco-" + k, base, form, ONE));
      scores.run("voco-" + k, () -> comparison.marks(model, form, PICTURE));
    }
    Path elastic = directory.resolve("voco-" + TOKENS[TOKENS.length - 1]);
    for (int k : TOKENS) {
      scores.run(
          "elastic-" + k, () -> comparison.marks(elastic, WindowForm.compressed(k), PICTURE));
    }
  }

  /** Of tables 1 and 3. */
  private void baselines(Path base) throws Exception {
    baseline("pool", base, PooledCompressor::new, "pool");
    baseline("q-former", base, s -> new QFormer(s, 1, 4), "q-former");
    baseline("context+content", base, s -> new ContextCompressor(s, 4), "pool");
  }

  private void baseline(String name, Path base, Function<Student, Compressor> kind, String like)
      throws Exception {
    List<WindowForm> forms = List.of(WindowForm.compressed(1));
    Arm arm = new Arm(name, base, forms, PICTURE, budget.armSteps(), kind, like);
    scores.run(name, () -> comparison.baseline(arm));
  }

  private Arm picture(String name, Path base, WindowForm form, String like) {
    return new Arm(name, base, List.of(form), PICTURE, budget.armSteps(), null, like);
  }

  /** Tables 5 and 6. */
  private void grounding() throws Exception {
    grounding(UPPER, BOUND, WindowForm.uncompressed(1));
    grounding("8", "voco-8", WindowForm.compressed(8));
    grounding("1", ONE, WindowForm.compressed(1));
    grounding(LOWER, BOUND, WindowForm.compressed(1));
  }

  private void grounding(String name, String arm, WindowForm form) throws Exception {
    Path model = directory.resolve(arm);
    scores.runScored("grounding-" + name, () -> comparison.grounding(model, form));
  }

  /**
   * Table 7, of a decoder that never ends an answer early: times do not depend on what it knows.
   */
  private void speed() throws Exception {
    Path model = comparison.fresh();
    scores.speed(() -> ModelBenchmark.run(model, compute, budget.rounds(), doing -> {}));
  }

  /** Table 8, and three ways to remember windows: VoCo tokens, the newest frames in full, both. */
  private void video() throws Exception {
    for (int k : new int[] {2, 8}) {
      WindowForm form = WindowForm.compressed(k);
      Path model = comparison.trained(windows("video-" + k, "voco-" + k, List.of(form)));
      scores.run("video-" + k, () -> comparison.marks(model, form, LONG_WINDOWS));
    }
    List<WindowForm> mixed =
        IntStream.rangeClosed(0, RECENT).mapToObj(full -> new WindowForm(2, full)).toList();
    Path hybrid = comparison.trained(windows("hybrid", "voco-2", mixed));
    scores.run("memory", () -> comparison.marks(hybrid, new WindowForm(2, 0), LONG_WINDOWS));
    scores.run("hybrid", () -> comparison.marks(hybrid, new WindowForm(2, RECENT), LONG_WINDOWS));
    scores.run("recent", () -> comparison.recent(hybrid, RECENT, LONG_WINDOWS));
  }

  private Arm windows(String name, String image, List<WindowForm> forms) {
    Path from = directory.resolve(image);
    return new Arm(name, from, forms, WINDOWS, budget.videoSteps(), null, ONE);
  }
}
