package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorMessage;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells each camera's memory which monitors watch it; keyed by camera. Every subtask has all
 * monitors, and knows its cameras. Both survive failures and rescaling: monitors as broadcast
 * state, cameras as keyed state.
 */
public final class MonitorAssigner
    extends KeyedBroadcastProcessFunction<String, CameraTerms, MonitorMessage, CameraMonitor> {
  private static final long serialVersionUID = 1L;

  /** The name is part of every savepoint: never change it. */
  public static final MapStateDescriptor<String, Monitor> MONITORS =
      new MapStateDescriptor<>("all-monitors", Types.STRING, TypeInformation.of(Monitor.class));

  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<Boolean> KNOWN =
      new ValueStateDescriptor<>("known-camera", Types.BOOLEAN);

  private transient ValueState<Boolean> known;

  @Override
  public void open(OpenContext context) {
    known = getRuntimeContext().getState(KNOWN);
  }

  /** A camera that is new, has new terms, or is no more. */
  @Override
  public void processElement(
      CameraTerms terms, ReadOnlyContext context, Collector<CameraMonitor> out) throws Exception {
    if (terms.removed()) {
      known.clear();
    } else {
      known.update(true);
    }
    for (Map.Entry<String, Monitor> each : context.getBroadcastState(MONITORS).immutableEntries()) {
      if (each.getValue().watches(terms.camera())) {
        Monitor monitor = terms.removed() ? null : each.getValue();
        out.collect(new CameraMonitor(terms.camera(), each.getKey(), monitor));
      }
    }
  }

  /** A monitor that is new, changed, said again, or is no more. */
  @Override
  public void processBroadcastElement(
      MonitorMessage message, Context context, Collector<CameraMonitor> out) throws Exception {
    String id = message.id();
    Monitor now = message.monitor();
    Monitor before = context.getBroadcastState(MONITORS).get(id);
    if (now == null) {
      context.getBroadcastState(MONITORS).remove(id);
    } else {
      context.getBroadcastState(MONITORS).put(id, now);
    }
    context.applyToKeyedState(
        KNOWN,
        (camera, state) -> {
          if (now != null && now.watches(camera)) {
            out.collect(new CameraMonitor(camera, id, now));
          } else if (before != null && before.watches(camera)) {
            out.collect(new CameraMonitor(camera, id, null));
          }
        });
  }
}
