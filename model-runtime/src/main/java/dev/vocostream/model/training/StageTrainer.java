package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.compression.FrameLanes;
import dev.vocostream.model.tensor.Autocast;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.AnswerLoss.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes the updates of a stage. What an update does depends on its number, the seed and the weights
 * only, so a run that is stopped and resumed ends in the same model.
 *
 * <pre>
 *   lane 0   examples 0 2 4 ..  → gradients ─┐
 *   lane 1   examples 1 3 5 ..  → gradients ─┴ sum → clip → optimizer
 * </pre>
 */
final class StageTrainer implements AutoCloseable {
  /**
   * Examples in a row that may have nothing to learn from. Some are broken in most collections, and
   * skipped; when so many are, files are not where the recipe says.
   */
  private static final int MOST_SKIPPED = 100;

  // -- configuration
  private final Stage stage;
  private final long seed;
  private final int threads;

  // -- runtime
  private final Objective objective;
  private final Student student;
  private final Optimizer optimizer;
  private final LearningRate rate;
  private final FrameLanes lanes;
  private long empty; // updates in a row that had nothing to learn from

  /** What a lane brings home. */
  private record Share(Gradients gradients, Measured measured) {}

  StageTrainer(Stage stage, Objective objective, Student student, long seed) {
    this.stage = stage;
    this.seed = seed;
    this.objective = objective;
    this.student = student;
    this.rate = new LearningRate(stage.rate(), stage.warmup(), stage.steps());
    Compute compute = student.backend().compute();
    this.threads = compute.isCuda() ? 1 : compute.threads();
    this.lanes = new FrameLanes(threads);
    this.optimizer = Optimizer.of(stage.method().rule(), trained(), stage.decay(), lanes);
  }

  /** Lets gradients be computed for the parts that the stage trains, and for no others. */
  private Map<String, Tensor> trained() {
    Map<String, Tensor> trained = new TreeMap<>(objective.parameters());
    trained.putAll(student.changes());
    trained.values().forEach(tensor -> tensor.set_requires_grad(true));
    student
        .parameters()
        .forEach(
            (name, tensor) -> {
              boolean changes = stage.changes(name);
              tensor.set_requires_grad(changes);
              if (changes) {
                trained.put(name, tensor);
              }
            });
    return trained;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /**
   * One update.
   *
   * @param step counted from zero
   * @throws TrainingFailedException if its loss or its gradient is not finite, or if it is one of
   *     too many that had nothing to learn from; nothing is changed then
   */
  Update update(long step) {
    WindowForm form = stage.form(new SplittableRandom(seed + 7_919 * step));
    List<Share> shares =
        lanes.map(IntStream.range(0, threads).boxed().toList(), lane -> share(step, lane, form));
    try (Gradients all = shares.get(0).gradients()) {
      Measured measured = shares.get(0).measured();
      for (Share share : shares.subList(1, shares.size())) {
        measured = measured.plus(share.measured());
        try (Gradients others = share.gradients()) {
          all.add(others);
        }
      }
      requireTargets(step, measured);
      double targets = Math.max(1, measured.targets());
      double norm = all.scaleAndClip(1 / targets, stage.clip());
      Update update =
          new Update(
              measured.ce() / targets,
              measured.kl() / targets,
              measured.right() / targets,
              norm,
              rate.at(step));
      requireFinite(step, update);
      optimizer.update(all.byName(), update.rate());
      return update;
    }
  }

  private void requireTargets(long step, Measured measured) {
    empty = measured.targets() > 0 ? 0 : empty + 1;
    long most = Math.min(stage.steps(), Math.max(1, MOST_SKIPPED / stage.batch()));
    if (empty >= most) {
      BadExampleException skipped = objective.lastSkipped();
      throw new TrainingFailedException(
          "stage '%s' learns nothing: expected answers in updates %d to %d, found none: %s"
              .formatted(
                  stage.name(),
                  step + 2 - empty,
                  step + 1,
                  skipped == null ? "its windows ask nothing" : skipped.getMessage()));
    }
  }

  /** One such update makes every weight NaN, and no later one brings any of them back. */
  private void requireFinite(long step, Update update) {
    if (!Double.isFinite(update.gradientNorm() + update.ce() + update.kl())) {
      String found = "gradient %s, loss %s".formatted(update.gradientNorm(), update.ce());
      throw diverged(step + 1, found);
    }
  }

  /**
   * @param done updates of this stage
   * @throws TrainingFailedException if a weight that the stage trains is not finite
   */
  void requireFiniteWeights(long done) {
    try (PointerScope scope = new PointerScope()) {
      optimizer
          .parameters()
          .forEach(
              (name, tensor) -> {
                if (!Tensors.areFinite(tensor.detach())) {
                  throw diverged(done, "others in '%s'".formatted(name));
                }
              });
    }
  }

  private TrainingFailedException diverged(long update, String found) {
    return new TrainingFailedException(
        ("stage '%s' diverged in update %d of %d: expected finite numbers, found %s; what was saved"
                + " before stays: give it a lower rate than %s, or a longer warmup")
            .formatted(stage.name(), update, stage.steps(), found, stage.rate()));
  }

  /** Every lane takes each n-th example of the update. */
  private Share share(long step, int lane, WindowForm form) {
    List<Long> numbers = new ArrayList<>();
    for (int i = lane; i < stage.batch(); i += threads) {
      numbers.add(step * stage.batch() + i);
    }
    Gradients gradients = new Gradients(optimizer.parameters());
    try (Autocast mixed = Autocast.bf16(student.backend(), stage.method().bf16())) {
      return new Share(gradients, objective.learn(numbers, form, gradients));
    }
  }

  @Override
  public void close() {
    lanes.close();
    optimizer.close();
  }
}
