package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.Refusal;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionSplitterTest {
  private static final Duration REMEMBERS = Duration.ofHours(1);

  private KeyedOneInputStreamOperatorTestHarness<String, QuestionMessage, CameraQuestion> harness;

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
    harness.open();
    harness.setProcessingTime(5_000);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void splitsAQuestionByCameraInTheOrderAsked() throws Exception {
    harness.processElement(new StreamRecord<>(question("q1", "yard", "door")));
    assertThat(harness.extractOutputValues())
        .extracting(CameraQuestion::camera)
        .containsExactly("yard", "door");
    assertThat(harness.extractOutputValues())
        .extracting(CameraQuestion::arrivedAt)
        .containsOnly(5_000L);
  }

  @Test
  void letsAnIdPassOnceWhateverItAsks() throws Exception {
    harness.processElement(new StreamRecord<>(question("q1", "yard")));
    harness.processElement(new StreamRecord<>(question("q1", "door")));
    harness.processElement(new StreamRecord<>(question("q2", "door")));
    assertThat(harness.extractOutputValues())
        .extracting(asked -> asked.question().id())
        .containsExactly("q1", "q2");
  }

  @Test
  void knowsARepeatAfterARestore() throws Exception {
    harness.processElement(new StreamRecord<>(question("q1", "yard")));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness();
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(6_000);
    harness.processElement(new StreamRecord<>(question("q1", "yard")));
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void answersWhatCannotBeAskedOnce() throws Exception {
    Refusal refusal = new Refusal("q1", List.of("yard"), "too-long", "text: at most 2000");
    harness.processElement(new StreamRecord<>(QuestionMessage.of(refusal)));
    harness.processElement(new StreamRecord<>(QuestionMessage.of(refusal)));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(harness.getSideOutput(QuestionSplitter.REFUSED)).hasSize(1);
    Answer answer = harness.getSideOutput(QuestionSplitter.REFUSED).peek().getValue();
    assertThat(answer.id()).isEqualTo("q1");
    assertThat(answer.status()).isEqualTo(Status.REJECTED);
    assertThat(answer.answers().get(0).camera()).isEqualTo("yard");
    assertThat(answer.answers().get(0).reason()).isEqualTo("too-long: text: at most 2000");
  }

  private static QuestionMessage question(String id, String... cameras) {
    return QuestionMessage.of(
        new Question(id, List.of(cameras), "?", null, false, List.of(), 8, null));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, QuestionMessage, CameraQuestion>
      newHarness() throws Exception {
    QuestionSplitter splitter = new QuestionSplitter(REMEMBERS, new ModelTag("m", "f", true));
    KeyedOneInputStreamOperatorTestHarness<String, QuestionMessage, CameraQuestion> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(splitter), QuestionMessage::id, Types.STRING);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return harness;
  }
}
