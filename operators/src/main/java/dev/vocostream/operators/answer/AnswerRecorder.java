package dev.vocostream.operators.answer;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Counts, traces and logs every answer and refusal on its way out, a record for each camera. Its
 * fields are in the message and in the logging context, where a layout finds them. What is answered
 * again after a failure is logged again, though only one of the answers is committed.
 */
public final class AnswerRecorder extends RichMapFunction<Answer, Answer> {
  private static final long serialVersionUID = 1L;

  /** A name of its own, so that records can go where the rest of the log does not. */
  private static final Logger LOG = LoggerFactory.getLogger("dev.vocostream.answers");

  private transient MetricGroup group;
  private transient Map<Status, Counter> answers;

  @Override
  public void open(OpenContext context) {
    group = getRuntimeContext().getMetricGroup();
    answers = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      answers.put(status, group.addGroup("status", status.word()).counter("answers"));
    }
  }

  @Override
  public Answer map(Answer answer) {
    answers.get(answer.status()).inc();
    List<AnswerRecord> records =
        answer.answers().stream().map(part -> AnswerRecord.of(answer, part)).toList();
    // to nobody, unless asked for
    group.addSpan(AnswerSpan.of(answer, records, System.currentTimeMillis()));
    if (LOG.isInfoEnabled()) {
      records.forEach(AnswerRecorder::log);
    }
    return answer;
  }

  private static void log(AnswerRecord entry) {
    entry.fields().forEach((name, value) -> MDC.put("voco." + name, value));
    try {
      LOG.info(entry.line());
    } finally {
      entry.fields().keySet().forEach(name -> MDC.remove("voco." + name));
    }
  }
}
