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
   * @param recompute whether frames are computed again instead of remembered: see {@link
   *     RecomputedFrames}
   * @param bf16 whether products are computed in 16 bits, and all else in 32: see {@link Autocast}
   */
  public record Method(Rule rule, LowRank.Settings lora, boolean recompute, boolean bf16) {
    public static final Method PLAIN = new Method(Rule.ADAMW, null, false, false);
    public static final Method MUON = new Method(Rule.MUON, null, false, false);

    public Method {
      rule = rule == null ? Rule.ADAMW : rule;
    }
  }

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
