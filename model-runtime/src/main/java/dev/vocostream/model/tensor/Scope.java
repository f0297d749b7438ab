package dev.vocostream.model.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Frees what a step of a long computation made, except its result. */
public final class Scope {
  private Scope() {}

  /** Runs the step; its result belongs to the caller's scope, everything else is freed. */
  public static Tensor keepOnly(Supplier<Tensor> step) {
    PointerScope outer = PointerScope.getInnerScope();
    Tensor result;
    try (PointerScope inner = new PointerScope()) {
      result = step.get();
      result.retainReference();
    }
    if (outer != null) {
      outer.attach(result);
    }
    result.releaseReference();
    return result;
  }
}
