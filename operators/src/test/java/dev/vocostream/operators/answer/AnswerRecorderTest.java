package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What stands in the log of what was answered and refused. */
class AnswerRecorderTest {
  private static final String NAME = "dev.vocostream.answers";
  private static final ModelTag MODEL = new ModelTag("m", "00ff", true);

  private final List<LogEvent> logged = new ArrayList<>();
  private final AbstractAppender appender =
      new AbstractAppender("records", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          logged.add(event.toImmutable());
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    Configurator.setLevel(NAME, Level.INFO);
    logger().addAppender(appender);
  }

  @AfterEach
  void listenNoMore() {
    logger().removeAppender(appender);
    Configurator.setLevel(NAME, Level.WARN);
  }

  private static Logger logger() {
    return (Logger) LogManager.getLogger(NAME);
  }

  @Test
  void oneRecordForEachCameraOfAnAnswerAndForARefusal() throws Exception {
    Answer both =
        new Answer(
            "q1",
            Status.ANSWERED,
            List.of(part("q1", "yard", Status.ANSWERED), part("q1", "door", Status.NO_FRAMES)),
            MODEL);
    Answer refused =
        new Answer("q2", Status.REJECTED, List.of(part("q2", "", Status.REJECTED)), MODEL);
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new StreamMap<>(new AnswerRecorder()))) {
      harness.open();
      harness.processElement(new StreamRecord<>(both));
      harness.processElement(new StreamRecord<>(refused));
      assertThat(harness.extractOutputValues()).containsExactly(both, refused);
    }
    assertThat(logged)
        .extracting(event -> event.getMessage().getFormattedMessage())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("question=q1 camera=yard status=answered "),
            line -> assertThat(line).startsWith("question=q1 camera=door status=no-frames "),
            line -> assertThat(line).startsWith("question=q2 camera=\"\" status=rejected "));
    assertThat(logged.get(1).getContextData().toMap())
        .containsEntry("voco.camera", "door")
        .containsEntry("voco.fingerprint", "00ff");
    assertThat(MDC.get("voco.camera")).as("left behind").isNull();
  }

  private static CameraAnswer part(String question, String camera, Status status) {
    return new CameraAnswer(question, List.of(camera), camera, status, null, 0);
  }
}
