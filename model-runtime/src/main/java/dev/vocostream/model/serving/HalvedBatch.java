package dev.vocostream.model.serving;

import dev.vocostream.model.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a batch, and if there is no memory for it, its halves; once, since the device is shared. */
public final class HalvedBatch {
  private HalvedBatch() {}

  /**
   * @param call gives a result per item, in order; what it holds must be free when it throws
   * @return as the call would for all items
   * @throws OverloadedException if there is no memory for a half either, or nothing to halve
   */
  public static <T, R> List<R> run(List<T> items, Function<List<T>, List<R>> call) {
    Throwable noMemory;
    try {
      return call.apply(items);
    } catch (RuntimeException | OutOfMemoryError e) {
      noMemory = requireOutOfMemory(e);
    }
    // outside of the catch block, so that no frame of the failed call is alive
    if (items.size() < 2) {
      throw overloaded(items.size(), noMemory);
    }
    int half = (items.size() + 1) / 2;
    List<R> results = new ArrayList<>(runHalf(items.subList(0, half), call));
    results.addAll(runHalf(items.subList(half, items.size()), call));
    return results;
  }

  private static <T, R> List<R> runHalf(List<T> items, Function<List<T>, List<R>> call) {
    try {
      return call.apply(items);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw overloaded(items.size(), requireOutOfMemory(e));
    }
  }

  private static Throwable requireOutOfMemory(Throwable failure) {
    if (DeviceFault.of(failure) == DeviceFault.OUT_OF_MEMORY) {
      return failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static OverloadedException overloaded(int items, Throwable cause) {
    return new OverloadedException(
        "no memory for %d at once: %s".formatted(items, firstLine(cause)), cause);
  }

  /** libtorch's messages go on with a native stack trace. */
  private static String firstLine(Throwable cause) {
    return cause.getMessage().lines().findFirst().orElse("");
  }
}
