package dev.vocostream.operators.metrics;

import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.ModelFigures.Done;
import dev.vocostream.model.ModelFigures.Work;
import dev.vocostream.model.serving.ModelServer;
import java.util.Locale;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the process's one model does. Every subtask of the process reports the same figures: of
 * those of one task manager take one, never the sum.
 */
public final class ModelMetrics {
  private ModelMetrics() {}

  public static void register(MetricGroup group, ModelServer model) {
    MetricGroup own = group.addGroup("model");
    ModelFigures figures = model.figures();
    for (Work work : Work.values()) {
      MetricGroup kind = own.addGroup("work", work.name().toLowerCase(Locale.ROOT));
      Done done = figures.of(work);
      kind.gauge("passes", (Gauge<Long>) done::passes);
      kind.gauge("items", (Gauge<Long>) done::items);
      kind.gauge("busyMicros", (Gauge<Long>) done::micros);
    }
    own.gauge("hotWindowHits", (Gauge<Long>) figures::hotHits);
    own.gauge("hotWindowMisses", (Gauge<Long>) figures::hotMisses);
    own.gauge("hotWindowBytes", (Gauge<Long>) figures::hotBytes);
    own.gauge("questionsWaiting", (Gauge<Integer>) model::waitingQuestions);
    own.gauge("batchesWaiting", (Gauge<Integer>) model::waitingFrames);
  }
}
