package dev.vocostream.operators.answer;

import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraRequest;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.StatusMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.util.OutputTag;

/** Makes the operator that remembers and answers, with the mailbox that brings answers back. */
public final class CameraMemory extends AbstractStreamOperatorFactory<CameraAnswer>
    implements TwoInputStreamOperatorFactory<MemoryEvent, CameraRequest, CameraAnswer> {
  private static final long serialVersionUID = 1L;

  /** How each camera is, on change and every so often. */
  public static final OutputTag<StatusMessage> STATUS =
      new OutputTag<>("status", TypeInformation.of(StatusMessage.class));

  /** What monitors found. */
  public static final OutputTag<MonitorScore> SCORES =
      new OutputTag<>("scores", TypeInformation.of(MonitorScore.class));

  /** Monitors that were raised or cleared. */
  public static final OutputTag<MonitorAlert> ALERTS =
      new OutputTag<>("alerts", TypeInformation.of(MonitorAlert.class));

  private final AnswerSettings settings;
  private final ModelSource source;

  public CameraMemory(AnswerSettings settings, ModelSource source) {
    this.settings = settings;
    this.source = source;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<CameraAnswer>> T createStreamOperator(
      StreamOperatorParameters<CameraAnswer> parameters) {
    LeftBehind.wipe(parameters.getContainingTask().getEnvironment());
    return (T) new CameraMemoryOperator(parameters, settings, source);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return CameraMemoryOperator.class;
  }
}
