package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Autocast;
import dev.vocostream.model.tensor.LowRank;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A part of a recipe: what is trained, on what, how long.
 *
 * @param name of the stage, unique in its recipe
 * @param trains which parts change; the others are frozen
 * @param forms one of them is drawn for each step
 * @param steps updates
 * @param batch examples of an update
 * @param rate the highest learning rate
 * @param warmup part of the steps until it is reached
 * @param decay weight decay
 * @param clip the longest gradient
 * @param alpha weight of the distillation against the answers' words: 0 for none, 1 for it alone
 * @param tau temperature of both distributions in the distillation
 * @param method of learning; null for the plain one
 */
public record Stage(
    String name,
    List<Part> trains,
    List<WindowForm> forms,
    long steps,
    int batch,
    double rate,
    double warmup,
    double decay,
    double clip,
    double alpha,
    double tau,
    Method method) {

  /** How gradients change parameters; see {@link AdamW} and {@link Muon}. */
  public enum Rule {
    ADAMW,
    MUON
  }

  /**
   * Ways to learn faster or in less memory.
   *
   * @param rule of the updates; null for AdamW
   * @param lora of the decoder's matrices, which then stay as they are, as do norms and head; null
   *     to train them
   * @param recompute whether frames and layers of text are computed again instead of remembered:
   *     see {@link RecomputedFrames} and {@link RecomputedText}
   * @param bf16 whether products are computed in 16 bits, and all else in 32: see {@link Autocast}
   * @param together examples that go through the model at once, where answers are practised: fewer
   *     take less memory; null for 16
   */
  public record Method(
      Rule rule, LowRank.Settings lora, boolean recompute, boolean bf16, Integer together) {
    public static final Method PLAIN = new Method(Rule.ADAMW, null, false, false, null);
    public static final Method MUON = new Method(Rule.MUON, null, false, false, null);

    private static final int TOGETHER = 16;

    public Method {
      rule = rule == null ? Rule.ADAMW : rule;
      together = together == null ? TOGETHER : together;
      if (together < 1) {
        throw new IllegalArgumentException("together must be positive, was " + together);
      }
    }
  }

  /** Of windows that are read in part: more than these and nearly all windows are read whole. */
  private static final int MOST_FULL = 4;

  private static final String EMBEDDINGS = "model.embed_tokens.weight";

  /** Parts of a model that are trained or frozen together. */
  public enum Part {
    TOWER("model.vision_tower."),
    PROJECTOR("model.mm_projector"),
    DECODER("");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    static Part of(String tensor) {
      if (tensor.startsWith(TOWER.prefix)) {
        return TOWER;
      }
      return tensor.startsWith(PROJECTOR.prefix) ? PROJECTOR : DECODER;
    }
  }

  public Stage {
    trains = List.copyOf(trains);
    forms = List.copyOf(forms);
    method = method == null ? Method.PLAIN : method;
    if (method.lora() != null && !trains.contains(Part.DECODER)) {
      throw new IllegalArgumentException(
          "stage '%s' must train the decoder to have lora, trains %s".formatted(name, trains));
    }
  }

  /**
   * Whether a tensor of the checkpoint changes. Beside low-rank changes of the decoder its
   * embeddings do, or {@code <voco>}, which is new, would never be learnt.
   */
  boolean changes(String tensor) {
    Part part = Part.of(tensor);
    boolean frozen = method.lora() != null && part == Part.DECODER && !tensor.equals(EMBEDDINGS);
    return trains.contains(part) && !frozen;
  }

  /** Whether some frames of a window may be seen in full, and others not. */
  boolean isHybrid() {
    return forms.stream().anyMatch(form -> form.fullFrames() > 0 && form.fullFrames() <= MOST_FULL);
  }

  boolean isDistilled() {
    return alpha > 0;
  }

  /** VoCo tokens of the form that has most. */
  int mostTokens() {
    return forms.stream().mapToInt(WindowForm::vocoTokens).max().orElse(0);
  }

  WindowForm form(SplittableRandom random) {
    return forms.get(random.nextInt(forms.size()));
  }
}
