package dev.vocostream.model.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;

/** An operator of libtorch that the binding has no method for, found by its name. */
final class UnboundOperator {
  private final OperatorHandle handle;

  /**
   * @param name with its namespace
   * @throws RuntimeException if this libtorch has none of that name
   */
  UnboundOperator(String name) {
    handle = forEver(Dispatcher.singleton().findSchemaOrThrow(name, ""));
  }

  /**
   * @param stack all arguments of the schema, also those with defaults; the results take their
   *     place
   */
  void call(IValueVector stack) {
    handle.callBoxed(stack);
  }

  /** Something that is not freed with the scope its first user is in. */
  static <T extends Pointer> T forEver(T made) {
    made.retainReference();
    return made;
  }
}
