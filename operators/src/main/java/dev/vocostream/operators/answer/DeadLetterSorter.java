package dev.vocostream.operators.answer;

import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.RejectedMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets through what somebody can be answered for; all else is a dead letter. */
public final class DeadLetterSorter extends ProcessFunction<QuestionMessage, QuestionMessage> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<RejectedMessage> DEAD_LETTERS =
      new OutputTag<>("dead-letters", TypeInformation.of(RejectedMessage.class));

  @Override
  public void processElement(
      QuestionMessage message, Context context, Collector<QuestionMessage> out) {
    if (message.rejected() == null) {
      out.collect(message);
    } else {
      context.output(DEAD_LETTERS, message.rejected());
    }
  }
}
