package dev.vocostream.operators.answer;

import dev.vocostream.operators.Monitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/** The monitors of the current camera and how they stand, by monitor id. */
final class MonitorStates {
  /** The names are part of every savepoint: never change them. */
  private static final MapStateDescriptor<String, Monitor> MONITORS =
      new MapStateDescriptor<>("monitors", Types.STRING, TypeInformation.of(Monitor.class));

  private static final MapStateDescriptor<String, MonitorRun> RUNS =
      new MapStateDescriptor<>("monitor-runs", Types.STRING, TypeInformation.of(MonitorRun.class));

  private final MapState<String, Monitor> monitors;
  private final MapState<String, MonitorRun> runs;

  MonitorStates(RuntimeContext context) {
    monitors = context.getMapState(MONITORS);
    runs = context.getMapState(RUNS);
  }

  /** The cameras that a restored subtask has to ask again about. */
  static List<String> camerasWithOpenRuns(KeyedStateBackend<Object> backend) throws Exception {
    List<String> cameras = new ArrayList<>();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        RUNS,
        (camera, state) -> {
          for (MonitorRun run : state.values()) {
            if (run.openAt() != null) {
              cameras.add((String) camera);
              break;
            }
          }
        });
    return cameras;
  }

  /** In the order of their ids. */
  List<Monitor> all() throws Exception {
    Map<String, Monitor> sorted = new TreeMap<>();
    for (Monitor monitor : monitors.values()) {
      sorted.put(monitor.id(), monitor);
    }
    return List.copyOf(sorted.values());
  }

  /** Null if there is none. */
  Monitor monitor(String id) throws Exception {
    return monitors.get(id);
  }

  MonitorRun run(String id) throws Exception {
    MonitorRun run = runs.get(id);
    return run == null ? MonitorRun.NEW : run;
  }

  void put(Monitor monitor) throws Exception {
    monitors.put(monitor.id(), monitor);
  }

  void put(String id, MonitorRun run) throws Exception {
    runs.put(id, run);
  }

  void remove(String id) throws Exception {
    monitors.remove(id);
    runs.remove(id);
  }

  /** It begins anew. */
  void forgetRun(String id) throws Exception {
    runs.remove(id);
  }
}
