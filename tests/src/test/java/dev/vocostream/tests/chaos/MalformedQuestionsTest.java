package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.kafka.QuestionReader;
import dev.vocostream.operators.QuestionMessage;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MalformedQuestionsTest {
  private static final int MESSAGES = Integer.getInteger("vocostream.messages", 1_000);

  private final QuestionReader reader = new QuestionReader();

  @Test
  void eachIsOneDeadLetterOrOneRefusalWithAReason() {
    MalformedQuestions malformed = new MalformedQuestions(Seed.random());
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < MESSAGES; i++) {
      QuestionMessage read = reader.read(malformed.next(), "voco.questions", 0, i);
      assertThat(Stream.of(read.question(), read.refusal(), read.rejected()).filter(m -> m != null))
          .hasSize(1);
      outcomes.merge(outcome(read), 1, Integer::sum);
    }
    System.out.println(MESSAGES + " messages: " + outcomes);
    assertThat(outcomes.keySet())
        .containsAll(
            Set.of("not-json", "too-large", "no-id", "too-long", "bad-window", "bad-type"));
    assertThat(outcomes.getOrDefault("question", 0))
        .as("most of them must be malformed")
        .isLessThan(MESSAGES / 4);
  }

  private static String outcome(QuestionMessage read) {
    if (read.question() != null) {
      return "question";
    }
    return read.refusal() != null ? read.refusal().reason() : read.rejected().reason();
  }

  @Test
  void theSameSeedMakesTheSame() {
    MalformedQuestions one = new MalformedQuestions(new Random(1));
    MalformedQuestions other = new MalformedQuestions(new Random(1));
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }
}
