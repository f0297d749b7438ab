package dev.vocostream.operators.answer;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * For how long the memory of a camera that is no more is still to be erased, again and again.
 *
 * <p>RocksDB only notes that a key is deleted. Its bytes are gone when the files with them and with
 * the note are compacted into one, and files are compacted when there are sixteen. Where a camera
 * is no more nobody writes, and where it was the only one there would never be so many. So the note
 * is written again: each checkpoint puts it in a file more.
 */
final class Erasure {
  /** Sixteen checkpoints, also where there is only one in half a minute. */
  private static final Duration GOES_ON = Duration.ofMinutes(10);

  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<Long> UNTIL =
      new ValueStateDescriptor<>("erased-until", Types.LONG);

  private static final String NO_QUESTION = "";

  private final ValueState<Long> until;
  private final PendingQuestions pending;

  Erasure(RuntimeContext context) {
    until = context.getState(UNTIL);
    pending = new PendingQuestions(context);
  }

  /**
   * The current camera is no more.
   *
   * @param now epoch milliseconds
   */
  void begin(long now) throws Exception {
    until.update(now + GOES_ON.toMillis());
  }

  /**
   * Whether the memory of the current camera, which is no more, is to be erased again; in the end
   * it is not. What was asked of the camera is erased again here.
   */
  boolean goesOn(long now) throws Exception {
    boolean more = until.value() != null && now < until.value();
    if (more) {
      pending.remove(NO_QUESTION);
    } else {
      end();
    }
    return more;
  }

  /** The current camera is there again, or nothing of the one that was is left. */
  void end() throws Exception {
    if (until.value() != null) {
      until.clear();
    }
  }
}
