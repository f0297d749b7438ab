package dev.vocostream.operators.answer;

import org.apache.flink.util.OutputTag;

/** Where an operator says what is no answer. */
interface SideOutput {
  <T> void tell(OutputTag<T> where, T message);
}
