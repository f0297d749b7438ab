package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerGathererTest {
  private static final List<String> BOTH = List.of("yard", "door");
  private static final long DEADLINE = 10_000;

  private KeyedOneInputStreamOperatorTestHarness<String, CameraAnswer, Answer> harness;

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void oneCameraNeedsNoWaitingAndNoState() throws Exception {
    take(part(List.of("yard"), "yard", Status.ANSWERED));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void partsComeOutTogetherInTheOrderAsked() throws Exception {
    take(part(BOTH, "door", Status.NO_FRAMES));
    assertThat(harness.extractOutputValues()).isEmpty();
    take(part(BOTH, "yard", Status.ANSWERED));
    Answer answer = harness.extractOutputValues().get(0);
    assertThat(answer.answers()).extracting(CameraAnswer::camera).containsExactly("yard", "door");
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void theWholeIsAnsweredIfAnyPartIs() throws Exception {
    take(part(BOTH, "yard", Status.REJECTED));
    take(part(BOTH, "door", Status.STALE));
    assertThat(harness.extractOutputValues().get(0).status()).isEqualTo(Status.STALE);
  }

  @Test
  void whereNobodyAnsweredTheFirstCameraSpeaks() throws Exception {
    take(part(BOTH, "door", Status.OVERLOADED));
    take(part(BOTH, "yard", Status.NO_FRAMES));
    assertThat(harness.extractOutputValues().get(0).status()).isEqualTo(Status.NO_FRAMES);
  }

  @Test
  void aMissingPartDoesNotHoldTheOthersPastTheDeadlineAndIsNotAnsweredTwice() throws Exception {
    take(part(BOTH, "yard", Status.ANSWERED));
    harness.setProcessingTime(DEADLINE);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.setProcessingTime(DEADLINE + 1_000);
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.extractOutputValues().get(0).answers().get(1).status())
        .isEqualTo(Status.OVERLOADED);

    take(part(BOTH, "door", Status.ANSWERED));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void gathersAcrossARestore() throws Exception {
    take(part(BOTH, "yard", Status.ANSWERED));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness();
    harness.initializeState(snapshot);
    harness.open();
    take(part(BOTH, "door", Status.ANSWERED));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(harness.extractOutputValues().get(0).answers()).hasSize(2);
  }

  private void take(CameraAnswer part) throws Exception {
    harness.processElement(new StreamRecord<>(part));
  }

  private static CameraAnswer part(List<String> cameras, String camera, Status status) {
    return new CameraAnswer(
        "q",
        cameras,
        camera,
        status,
        null,
        "",
        null,
        null,
        List.of(),
        new Timings(0, 0, 0),
        DEADLINE);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraAnswer, Answer> newHarness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new AnswerGatherer(new ModelTag("m", "f", true))),
        CameraAnswer::question,
        Types.STRING);
  }
}
