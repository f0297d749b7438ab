package dev.vocostream.model.training;

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
    double tau) {

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
