package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.TidySink.Redelivering;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * What a {@link Redelivery} keeps, and when each came. Where the order of a key's messages counts
 * they are restored on the subtask that the key's next ones come to, however many subtasks there
 * are now; else on any.
 *
 * <pre>
 *   one subtask    yard 1, door 1, yard 2
 *   two, in order  yard 1, yard 2  │  door 1        whose subtasks write yard 3 and door 2
 *   two, else      yard 1, yard 2  │  door 1        or otherwise
 * </pre>
 */
final class UndeliveredState<T> {
  private final Redelivering<T> how;
  private final List<Tuple2<Long, T>> restored = new ArrayList<>();
  private final ListState<Tuple2<Long, T>> state;

  UndeliveredState(
      OperatorStateStore store, Redelivering<T> how, TypeInformation<T> type, TaskInfo task)
      throws Exception {
    this.how = how;
    // The names are part of every savepoint: never change them.
    ListState<Tuple2<Long, T>> any = store.getListState(descriptor("undelivered", type));
    any.get().forEach(restored::add);
    if (how.ids().ordered() == null) {
      state = any;
      return;
    }
    any.clear(); // of a build that had no other
    state = store.getUnionListState(descriptor("undelivered-in-order", type));
    for (Tuple2<Long, T> each : state.get()) {
      if (isOf(task, each.f1)) {
        restored.add(each);
      }
    }
  }

  private static <T> ListStateDescriptor<Tuple2<Long, T>> descriptor(
      String name, TypeInformation<T> type) {
    return new ListStateDescriptor<>(name, Types.TUPLE(Types.LONG, type));
  }

  /** As Flink deals the keys of a stream out to subtasks. */
  private boolean isOf(TaskInfo task, T message) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
            how.ids().keyOf(how.values().serialize(message)),
            task.getMaxNumberOfParallelSubtasks(),
            task.getNumberOfParallelSubtasks())
        == task.getIndexOfThisSubtask();
  }

  /** From the checkpoint, in the order they came. */
  List<Tuple2<Long, T>> restored() {
    return restored;
  }

  void update(List<Tuple2<Long, T>> kept) throws Exception {
    state.update(kept);
  }
}
