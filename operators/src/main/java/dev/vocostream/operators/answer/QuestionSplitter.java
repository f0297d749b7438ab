package dev.vocostream.operators.answer;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.Refusal;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Lets each question id pass once and splits the question by camera; keyed by question id. A
 * question that cannot be asked is answered here.
 */
public final class QuestionSplitter
    extends KeyedProcessFunction<String, QuestionMessage, CameraQuestion> {
  private static final long serialVersionUID = 1L;

  /** Answers of questions that cannot be asked. */
  public static final OutputTag<Answer> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(Answer.class));

  // -- configuration
  private final Duration remembersIds;
  private final ModelTag model;

  // -- runtime
  private transient ValueState<Boolean> seen;
  private transient Counter repeated;

  /**
   * @param remembersIds for how long the same id is known as a repeat
   */
  public QuestionSplitter(Duration remembersIds, ModelTag model) {
    this.remembersIds = remembersIds;
    this.model = model;
  }

  @Override
  public void open(OpenContext context) {
    // The name is part of every savepoint: never change it.
    ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(remembersIds).build());
    seen = getRuntimeContext().getState(descriptor);
    repeated = getRuntimeContext().getMetricGroup().counter("questionsRepeated");
  }

  @Override
  public void processElement(
      QuestionMessage message, Context context, Collector<CameraQuestion> out) throws Exception {
    if (seen.value() != null) {
      repeated.inc();
      return;
    }
    seen.update(true);
    long now = context.timerService().currentProcessingTime();
    if (message.refusal() != null) {
      context.output(REFUSED, answerOf(message.refusal(), now));
      return;
    }
    for (String camera : message.question().cameras()) {
      out.collect(new CameraQuestion(camera, message.question(), now));
    }
  }

  private Answer answerOf(Refusal refusal, long now) {
    List<String> cameras = refusal.cameras().isEmpty() ? List.of("") : refusal.cameras();
    List<CameraAnswer> parts =
        cameras.stream().map(camera -> partOf(refusal, cameras, camera, now)).toList();
    return new Answer(refusal.id(), Status.REJECTED, parts, model);
  }

  private static CameraAnswer partOf(
      Refusal refusal, List<String> cameras, String camera, long now) {
    return new CameraAnswer(
        refusal.id(),
        cameras,
        camera,
        Status.REJECTED,
        refusal.reason() + ": " + refusal.detail(),
        now);
  }
}
