package dev.vocostream.job;

import static dev.vocostream.operators.answer.CameraMemory.ALERTS;
import static dev.vocostream.operators.answer.CameraMemory.SCORES;
import static dev.vocostream.operators.answer.CameraMemory.STATUS;
import static dev.vocostream.operators.answer.DeadLetterSorter.DEAD_LETTERS;
import static dev.vocostream.operators.answer.QuestionSplitter.REFUSED;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraRequest;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.RejectedMessage;
import dev.vocostream.operators.Snapshot;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.answer.AnswerGatherer;
import dev.vocostream.operators.answer.AnswerRecorder;
import dev.vocostream.operators.answer.CameraMemory;
import dev.vocostream.operators.answer.DeadLetterSorter;
import dev.vocostream.operators.answer.MonitorAssigner;
import dev.vocostream.operators.answer.MonitorSorter;
import dev.vocostream.operators.answer.QuestionSplitter;
import dev.vocostream.operators.compress.FrameCompressor;
import dev.vocostream.operators.sample.FrameSampler;
import dev.vocostream.operators.sample.SnapshotMaker;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** The pipeline. */
public final class VideoTopology {
  private static final TypeInformation<CameraRequest> REQUEST =
      TypeInformation.of(CameraRequest.class);

  private VideoTopology() {}

  /**
   * Where the pipeline begins and ends; production passes cameras and Kafka, tests what they like.
   *
   * @param cameraDeadLetters messages that were meant to name a camera; {@code cameras} does not
   *     heed them
   * @param snapshots null where there is nowhere for pictures to go; not where none are wanted, as
   *     its operators have state, which a later start would find no operator for
   */
  public record Ends(
      Source<CameraEvent, ?, ?> cameras,
      Source<RejectedMessage, ?, ?> cameraDeadLetters,
      Source<QuestionMessage, ?, ?> questions,
      Sink<Answer> answers,
      Sink<StatusMessage> status,
      Sink<RejectedMessage> rejected,
      Sink<Snapshot> snapshots,
      MonitorEnds monitors) {}

  /** Where standing questions come from, and where what they find goes. */
  public record MonitorEnds(
      Source<MonitorMessage, ?, ?> monitors,
      Sink<MonitorAlert> alerts,
      Sink<MonitorScore> scores) {}

  /**
   * The pipeline, in the order the data takes. Decoding and sampling by rate are inside the camera
   * source: frames that are not sampled are never copied. Every uid is part of the savepoint
   * format.
   */
  public static void build(StreamExecutionEnvironment env, Ends ends, PipelineSettings settings) {
    DataStream<CameraEvent> seen =
        step("decode-and-sample", read(env, ends.cameras(), CameraEvent.class));
    DataStream<CameraEvent> changed = step("sample", sample(seen, settings));
    DataStream<MemoryEvent> compressed = step("compress", compress(changed, settings));

    SingleOutputStreamOperator<QuestionMessage> readable =
        step(
            "sort-out-dead-letters",
            step("questions", read(env, ends.questions(), QuestionMessage.class))
                .process(new DeadLetterSorter()));
    SingleOutputStreamOperator<CameraQuestion> asked =
        step(
            "split-by-camera",
            readable
                .keyBy(QuestionMessage::id, Types.STRING)
                .process(new QuestionSplitter(settings.remembersIds(), settings.modelTag())));

    SingleOutputStreamOperator<MonitorMessage> monitors = monitors(env, ends);
    DataStream<CameraRequest> requests =
        step("questions-by-camera", asked.map(CameraRequest::of, REQUEST))
            .union(watching(compressed, monitors));

    SingleOutputStreamOperator<CameraAnswer> parts =
        step("remember-and-answer", remember(compressed, requests, settings));
    DataStream<Answer> answers = step("gather-cameras", gather(parts, settings));

    step("answers", record(answers.union(asked.getSideOutput(REFUSED))).sinkTo(ends.answers()));
    step("status", parts.getSideOutput(STATUS).sinkTo(ends.status()));
    step("alerts", parts.getSideOutput(ALERTS).sinkTo(ends.monitors().alerts()));
    showPictures(changed, ends, settings);
    step("scores", parts.getSideOutput(SCORES).sinkTo(ends.monitors().scores()));
    step(
        "rejected",
        readable
            .getSideOutput(DEAD_LETTERS)
            .union(badCameras(env, ends), monitors.getSideOutput(DEAD_LETTERS))
            .sinkTo(ends.rejected()));
  }

  private static SingleOutputStreamOperator<CameraAnswer> remember(
      DataStream<MemoryEvent> compressed,
      DataStream<CameraRequest> requests,
      PipelineSettings settings) {
    return byCamera(compressed)
        .connect(requests.keyBy(CameraRequest::camera, Types.STRING))
        .transform(
            "remember-and-answer",
            TypeInformation.of(CameraAnswer.class),
            new CameraMemory(settings.answers(), settings.model()));
  }

  private static SingleOutputStreamOperator<Answer> gather(
      DataStream<CameraAnswer> parts, PipelineSettings settings) {
    return parts
        .keyBy(CameraAnswer::question, Types.STRING)
        .process(new AnswerGatherer(settings.modelTag()));
  }

  private static DataStream<Answer> record(DataStream<Answer> answers) {
    return step("record-answers", answers.map(new AnswerRecorder()));
  }

  private static SingleOutputStreamOperator<MonitorMessage> monitors(
      StreamExecutionEnvironment env, Ends ends) {
    return step(
        "sort-out-monitor-dead-letters",
        step("monitors", read(env, ends.monitors().monitors(), MonitorMessage.class))
            .process(new MonitorSorter()));
  }

  /** Which monitors watch which camera: monitors go everywhere, cameras where their memory is. */
  private static DataStream<CameraRequest> watching(
      DataStream<MemoryEvent> compressed, DataStream<MonitorMessage> monitors) {
    DataStream<CameraTerms> cameras =
        step(
            "camera-terms",
            compressed.flatMap(
                (MemoryEvent event, Collector<CameraTerms> out) -> {
                  if (event.terms() != null) {
                    out.collect(event.terms());
                  }
                },
                TypeInformation.of(CameraTerms.class)));
    DataStream<CameraMonitor> assigned =
        step(
            "assign-monitors",
            cameras
                .keyBy(CameraTerms::camera, Types.STRING)
                .connect(monitors.broadcast(MonitorAssigner.MONITORS))
                .process(new MonitorAssigner(), TypeInformation.of(CameraMonitor.class)));
    return step("monitors-by-camera", assigned.map(CameraRequest::of, REQUEST));
  }

  private static void showPictures(
      DataStream<CameraEvent> changed, Ends ends, PipelineSettings settings) {
    if (ends.snapshots() != null) {
      DataStream<Snapshot> pictures =
          step(
              "make-snapshots",
              changed.flatMap(
                  new SnapshotMaker(settings.pictures()), TypeInformation.of(Snapshot.class)));
      step("snapshots", pictures.sinkTo(ends.snapshots()));
    }
  }

  private static DataStream<RejectedMessage> badCameras(StreamExecutionEnvironment env, Ends ends) {
    return step(
        "camera-dead-letters",
        read(env, ends.cameraDeadLetters(), RejectedMessage.class).setParallelism(1));
  }

  private static <T> SingleOutputStreamOperator<T> read(
      StreamExecutionEnvironment env, Source<T, ?, ?> source, Class<T> type) {
    return env.fromSource(
        source, WatermarkStrategy.noWatermarks(), type.getSimpleName(), TypeInformation.of(type));
  }

  /** The only place where frames are partitioned by camera; all that follows stays there. */
  private static SingleOutputStreamOperator<CameraEvent> sample(
      DataStream<CameraEvent> seen, PipelineSettings settings) {
    FrameSampler sampler =
        new FrameSampler(
            settings.changes(), settings.answers().eraseWithin(), settings.answers().statusEvery());
    return seen.keyBy(CameraEvent::camera, Types.STRING)
        .process(sampler, TypeInformation.of(CameraEvent.class));
  }

  /** Where the sampler is, so by camera too, but without keyed state: it has no use for any. */
  private static SingleOutputStreamOperator<MemoryEvent> compress(
      DataStream<CameraEvent> changed, PipelineSettings settings) {
    FrameCompressor compressor =
        new FrameCompressor(
            settings.batches(), settings.model(), settings.modelTag().fingerprint());
    return changed.transform("compress", TypeInformation.of(MemoryEvent.class), compressor);
  }

  /** Compressed frames are where their camera's key is already: nothing heavy is shuffled. */
  private static KeyedStream<MemoryEvent, String> byCamera(DataStream<MemoryEvent> compressed) {
    return DataStreamUtils.reinterpretAsKeyedStream(compressed, MemoryEvent::camera, Types.STRING);
  }

  private static <T> SingleOutputStreamOperator<T> step(
      String uid, SingleOutputStreamOperator<T> operator) {
    return operator.name(uid).uid(uid);
  }

  private static void step(String uid, DataStreamSink<?> sink) {
    sink.name(uid).uid(uid);
  }
}
