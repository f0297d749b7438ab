package dev.vocostream.operators.answer;

import dev.vocostream.operators.MonitorMessage;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets through what is word of a monitor; all else is a dead letter, and changes nothing. */
public final class MonitorSorter extends ProcessFunction<MonitorMessage, MonitorMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      MonitorMessage message, Context context, Collector<MonitorMessage> out) {
    if (message.rejected() == null) {
      out.collect(message);
    } else {
      context.output(DeadLetterSorter.DEAD_LETTERS, message.rejected());
    }
  }
}
