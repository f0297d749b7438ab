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
 * file more, which overlaps the others and so is compacted with them. Time while the job is away
 * brings no checkpoints and does not count.
 */
public final class Erasure {
  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<Long> UNTIL =
      new ValueStateDescriptor<>("erased-until", Types.LONG);

  private final long goesOnMillis;
  private final long everyMillis;
  private final ValueState<Long> until;

  /**
   * @param goesOn at least sixteen checkpoints
   * @param every how often it is asked whether it goes on
   */
  public Erasure(RuntimeContext context, Duration goesOn, Duration every) {
    goesOnMillis = goesOn.toMillis();
    everyMillis = every.toMillis();
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

  /**
   * Whether it is to be erased again; in the end it is not.
   *
   * @param due when this was to be asked, epoch milliseconds: where it is asked an interval later,
   *     the job was away
   */
  public boolean goesOn(long due, long now) throws Exception {
    Long end = until.value();
    if (end == null) {
      return false;
    }
    if (due >= end) {
      until.clear();
    } else if (now - due >= everyMillis) {
      until.update(end + now - due);
    }
    return due < end;
  }
}
