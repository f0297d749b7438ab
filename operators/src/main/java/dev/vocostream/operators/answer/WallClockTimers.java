package dev.vocostream.operators.answer;

import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;

/** Called back by timers of processing time alone. */
interface WallClockTimers<K, N> extends Triggerable<K, N> {
  @Override
  default void onEventTime(InternalTimer<K, N> timer) {
    throw new IllegalStateException("no event-time timer is ever set");
  }
}
