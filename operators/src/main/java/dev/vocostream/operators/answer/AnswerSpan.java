package dev.vocostream.operators.answer;

import dev.vocostream.operators.Answer;
import java.util.List;
import org.apache.flink.traces.Span;
import org.apache.flink.traces.SpanBuilder;

/**
 * An answer as a span of a trace, with a child for each camera: what the log says of it, in times
 * that can be laid beside each other. Reads no clock.
 */
final class AnswerSpan {
  static final String ANSWER = "Answer";
  static final String CAMERA = "CameraAnswer";

  private static final String MILLIS = "Millis";

  private AnswerSpan() {}

  /**
   * It begins when the question came: as long ago as the slowest camera took.
   *
   * @param records of the cameras' parts, in their order
   * @param nowMillis epoch milliseconds, when the answer goes out
   */
  static SpanBuilder of(Answer answer, List<AnswerRecord> records, long nowMillis) {
    long longest =
        answer.answers().stream().mapToLong(part -> part.timings().total()).max().orElse(0);
    long begin = nowMillis - longest;
    SpanBuilder span =
        span(ANSWER, begin, nowMillis)
            .setAttribute("question", AnswerRecord.cut(answer.id()))
            .setAttribute("status", answer.status().word());
    for (int i = 0; i < records.size(); i++) {
      long total = answer.answers().get(i).timings().total();
      SpanBuilder child = span(CAMERA, begin, begin + total);
      records.get(i).fields().forEach((name, value) -> set(child, name, value));
      span.addChild(child);
    }
    return span;
  }

  private static SpanBuilder span(String name, long from, long to) {
    return Span.builder(AnswerSpan.class, name).setStartTsMillis(from).setEndTsMillis(to);
  }

  /** Durations as numbers, so that a store of traces can compare them. */
  private static void set(SpanBuilder span, String name, String value) {
    if (name.endsWith(MILLIS)) {
      span.setAttribute(name, Long.parseLong(value));
    } else {
      span.setAttribute(name, value);
    }
  }
}
