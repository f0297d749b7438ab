package dev.vocostream.operators.answer;

import java.time.Duration;
import java.util.List;
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
 * is written again, at both ends of the camera's keys: each checkpoint puts it in a file more,
 * which overlaps the others and so is compacted with them.
 */
final class Erasure {
  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<Long> UNTIL =
      new ValueStateDescriptor<>("erased-until", Types.LONG);

  /**
   * No question has these ids; RocksDB has the first before, the second behind all others: texts
   * begin with their length, in seven bits a byte, so that one of 254 begins with the byte 255.
   */
  private static final List<String> ENDS = List.of("", "\uffff".repeat(254));

  private final long goesOnMillis;
  private final ValueState<Long> until;
  private final PendingQuestions pending;

  /**
   * @param goesOn at least sixteen checkpoints
   */
  Erasure(RuntimeContext context, Duration goesOn) {
    goesOnMillis = goesOn.toMillis();
    until = context.getState(UNTIL);
    pending = new PendingQuestions(context);
  }

  /**
   * The current camera is no more.
   *
   * @param now epoch milliseconds
   */
  void begin(long now) throws Exception {
    until.update(now + goesOnMillis);
  }

  /**
   * Whether the memory of the current camera, which is no more, is to be erased again; in the end
   * it is not. What was asked of the camera is erased again here.
   */
  boolean goesOn(long now) throws Exception {
    boolean more = until.value() != null && now < until.value();
    if (more) {
      for (String end : ENDS) {
        pending.remove(end);
      }
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
