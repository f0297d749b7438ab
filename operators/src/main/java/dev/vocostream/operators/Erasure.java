package dev.vocostream.operators;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * For how long what is no more of the current camera is still to be erased, again and again.
 *
 * <p>RocksDB only notes that a key is deleted. Its bytes are gone when the files with them and with
 * the note are compacted into one, and files are compacted when there are sixteen. Where a camera
 * is no more, or silent, nobody writes, and where it is the only one there would never be so many.
 * So the note is written again, at both ends of the camera's keys: each checkpoint puts it in a
 * file more, which overlaps the others and so is compacted with them.
 */
public final class Erasure {
  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<Long> UNTIL =
      new ValueStateDescriptor<>("erased-until", Types.LONG);

  private final long goesOnMillis;
  private final ValueState<Long> until;

  /**
   * @param goesOn at least sixteen checkpoints
   */
  public Erasure(RuntimeContext context, Duration goesOn) {
    goesOnMillis = goesOn.toMillis();
    until = context.getState(UNTIL);
  }

  /**
   * Something of the current camera is no more.
   *
   * @param now epoch milliseconds
   */
  public void begin(long now) throws Exception {
    until.update(now + goesOnMillis);
  }

  /** Whether it is to be erased again; in the end it is not. */
  public boolean goesOn(long now) throws Exception {
    Long end = until.value();
    if (end != null && now >= end) {
      until.clear();
    }
    return end != null && now < end;
  }
}
