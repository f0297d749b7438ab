package dev.vocostream.model.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Frees what a step of a long computation made, except its result. */
public final class Scope {
  private Scope() {}

  /** Runs the step; its result belongs to the caller's scope, everything else is freed. */
  public static Tensor keepOnly(Supplier<Tensor> step) {
    return keepAll(() -> List.of(step.get())).get(0);
  }

  /** The same of a step with several results. */
  public static List<Tensor> keepAll(Supplier<List<Tensor>> step) {
    PointerScope outer = PointerScope.getInnerScope();
    List<Tensor> results;
    try (PointerScope inner = new PointerScope()) {
      results = step.get();
      results.forEach(Tensor::retainReference);
    }
    for (Tensor result : results) {
      if (outer != null) {
        outer.attach(result);
      }
      result.releaseReference();
    }
    return results;
  }
}
