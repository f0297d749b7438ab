package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraCounts;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What is counted of the current camera, through failures. */
final class CountedEvents {
  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<CameraCounts> COUNTS =
      new ValueStateDescriptor<>("camera-counts", TypeInformation.of(CameraCounts.class));

  private final ValueState<CameraCounts> counts;

  CountedEvents(RuntimeContext context) {
    counts = context.getState(COUNTS);
  }

  void add(CameraCounts more) throws Exception {
    counts.update(all().plus(more));
  }

  CameraCounts all() throws Exception {
    CameraCounts counted = counts.value();
    return counted == null ? CameraCounts.NONE : counted;
  }

  void erase() {
    counts.clear();
  }
}
