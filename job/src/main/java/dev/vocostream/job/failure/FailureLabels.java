package dev.vocostream.job.failure;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.core.failure.FailureEnricherFactory;
import org.apache.flink.metrics.Counter;

/** Gives each failure of a job the label {@code cause}, and counts failures by it. */
public final class FailureLabels implements FailureEnricher {
  private static final String KEY = "cause";

  /** Metrics of a job are of one group, and are registered once. */
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** What Flink finds in the plugin. */
  public static final class Factory implements FailureEnricherFactory {
    @Override
    public FailureEnricher createFailureEnricher(Configuration config) {
      return new FailureLabels();
    }
  }

  @Override
  public Set<String> getOutputKeys() {
    return Set.of(KEY);
  }

  @Override
  public CompletableFuture<Map<String, String>> processFailure(Throwable failure, Context context) {
    String label = FailureCause.of(failure).label();
    counters
        .computeIfAbsent(
            context.getJobInfo().getJobId() + label,
            first -> context.getMetricGroup().addGroup(KEY, label).counter("failures"))
        .inc();
    return CompletableFuture.completedFuture(Map.of(KEY, label));
  }
}
