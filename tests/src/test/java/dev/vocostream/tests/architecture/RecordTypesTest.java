package dev.vocostream.tests.architecture;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraCounts;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraRequest;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.RejectedMessage;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.answer.MonitorRun;
import dev.vocostream.operators.answer.PendingQuestion;
import dev.vocostream.operators.answer.RecordedGap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels or is kept is serialized field by field, so that a field can be added later. */
class RecordTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        CameraEvent.class,
        MemoryEvent.class,
        QuestionMessage.class,
        CameraQuestion.class,
        CameraRequest.class,
        CameraAnswer.class,
        MonitorMessage.class,
        CameraMonitor.class,
        MonitorAlert.class,
        MonitorScore.class,
        MonitorRun.class,
        Answer.class,
        RejectedMessage.class,
        CameraReport.class,
        CameraTerms.class,
        CameraCounts.class,
        StatusMessage.class,
        PendingQuestion.class,
        RecordedGap.class
      })
  void isSerializedAsAPojoWithoutKryo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }
}
