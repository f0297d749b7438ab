package dev.vocostream.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of being watched; {@link JobConfig} alone reads them. */
final class MetricsOptions {
  static final Option<Integer> PROMETHEUS_PORT =
      Option.number(
          "metrics.prometheus-port",
          0,
          Bounds.between(0, 65_535),
          "Port on which a local run shows Prometheus its metrics, to all networks of the machine;"
              + " 0: none.");

  static final List<Option<?>> ALL = List.of(PROMETHEUS_PORT);

  private MetricsOptions() {}

  /** The user's settings of Flink, with a reporter if one is wanted. */
  static Map<String, String> flink(ConfigFile file) {
    int port = file.get(PROMETHEUS_PORT);
    Map<String, String> flink = new HashMap<>(file.flink());
    if (port > 0) {
      // Beside those that the user lists: one more is no reason to lose them.
      flink.merge("metrics.reporters", "prom", (theirs, ours) -> theirs + "," + ours);
      flink.put(
          "metrics.reporter.prom.factory.class",
          "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
      flink.put("metrics.reporter.prom.port", Integer.toString(port));
      // Labels as they are: else cameras a-b and a_b were one.
      flink.put("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }
    return Map.copyOf(flink);
  }
}
