package dev.vocostream.operators.answer;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gathers the parts of an answer until all cameras have spoken, or until a second after the
 * deadline; keyed by question id. The state of a question is gone when its last part has come, late
 * or not.
 */
public final class AnswerGatherer extends KeyedProcessFunction<String, CameraAnswer, Answer> {
  private static final long serialVersionUID = 1L;

  /** A part is due at the deadline; this is for its way here. */
  private static final long GRACE_MILLIS = 1_000;

  // -- configuration
  private final ModelTag model;

  // -- runtime
  private transient MapState<String, CameraAnswer> parts;
  private transient ValueState<Boolean> answered;

  public AnswerGatherer(ModelTag model) {
    this.model = model;
  }

  @Override
  public void open(OpenContext context) {
    // The names are part of every savepoint: never change them.
    parts =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "parts", Types.STRING, TypeInformation.of(CameraAnswer.class)));
    answered = getRuntimeContext().getState(new ValueStateDescriptor<>("answered", Types.BOOLEAN));
  }

  @Override
  public void processElement(CameraAnswer part, Context context, Collector<Answer> out)
      throws Exception {
    if (part.cameras().size() == 1) {
      out.collect(answer(part.question(), List.of(part)));
      return;
    }
    parts.put(part.camera(), part);
    if (count() < part.cameras().size()) {
      context.timerService().registerProcessingTimeTimer(part.deadline() + GRACE_MILLIS);
      return;
    }
    if (answered.value() == null) {
      out.collect(answer(part.question(), inOrderAsked()));
    }
    parts.clear();
    answered.clear();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Answer> out)
      throws Exception {
    if (count() > 0 && answered.value() == null) {
      answered.update(true);
      out.collect(answer(context.getCurrentKey(), inOrderAsked()));
    }
  }

  private int count() throws Exception {
    int count = 0;
    for (String ignored : parts.keys()) {
      count++;
    }
    return count;
  }

  private List<CameraAnswer> inOrderAsked() throws Exception {
    CameraAnswer any = parts.values().iterator().next();
    List<CameraAnswer> ordered = new ArrayList<>();
    for (String camera : any.cameras()) {
      CameraAnswer part = parts.get(camera);
      ordered.add(part == null ? missing(any, camera) : part);
    }
    return ordered;
  }

  private static CameraAnswer missing(CameraAnswer any, String camera) {
    return new CameraAnswer(
        any.question(),
        any.cameras(),
        camera,
        Status.OVERLOADED,
        "deadline: not answered in time",
        any.deadline());
  }

  private Answer answer(String id, List<CameraAnswer> ordered) {
    Status status = ordered.get(0).status();
    for (Status best : List.of(Status.STALE, Status.ANSWERED)) {
      if (ordered.stream().anyMatch(part -> part.status() == best)) {
        status = best;
      }
    }
    return new Answer(id, status, ordered, model);
  }
}
