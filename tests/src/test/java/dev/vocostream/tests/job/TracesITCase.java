package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running job tells a collector of traces, set up as deploy/docs/metrics.md says. */
@Tag("slow")
class TracesITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void aCollectorIsToldOfCheckpointsAndAnswers(@TempDir Path directory) throws Exception {
    try (TraceReceiver receiver = new TraceReceiver();
        RunningJob job =
            new RunningJob(directory, "traces", "{id: yard, url: yard.mp4, fps: 5, play: loop}")) {
      job.site()
          .more(
              """
              flink:
                traces.reporters: otel
                traces.reporter.otel.factory.class: org.apache.flink.traces.otel.OpenTelemetryTraceReporterFactory
                traces.reporter.otel.exporter.protocol: HTTP
                traces.reporter.otel.exporter.endpoint: %s
              """
                  .formatted(receiver.address()));
      job.site().parallelism(1);
      job.start();
      job.mailbox().ask("{\"id\":\"q1\",\"cameras\":[\"yard\"],\"text\":\"What is there?\"}");
      job.mailbox().answer("q1", PATIENCE);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(receiver.spans())
                      .extracting(Span::getName)
                      .contains("Checkpoint", "JobInitialization", "Answer", "CameraAnswer"));
      requireAnswer(receiver.spans());
    }
  }

  private static void requireAnswer(List<Span> spans) {
    Span answer = find(spans, "Answer");
    Span camera = find(spans, "CameraAnswer");
    assertThat(attributes(answer)).containsEntry("question", "q1");
    assertThat(camera.getTraceId()).isEqualTo(answer.getTraceId());
    assertThat(camera.getParentSpanId()).isEqualTo(answer.getSpanId());
    assertThat(attributes(camera)).containsEntry("camera", "yard");
    assertThat(attributes(camera)).containsKeys("waitedMillis", "modelMillis", "totalMillis");
    assertThat(answer.getEndTimeUnixNano()).isGreaterThanOrEqualTo(answer.getStartTimeUnixNano());
  }

  private static Span find(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }
}
