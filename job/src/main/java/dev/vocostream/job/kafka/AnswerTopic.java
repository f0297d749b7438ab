package dev.vocostream.job.kafka;

import dev.vocostream.operators.Answer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;

/** Answers out, keyed by the question's id. */
public final class AnswerTopic {
  private AnswerTopic() {}

  public static Sink<Answer> sink(KafkaSettings settings) {
    return TopicSink.of(settings, settings.answers(), new Key(), new Value(), MessageId.ID);
  }

  // Classes and not lambdas: the connector wants to know their type parameter.

  private static final class Key implements SerializationSchema<Answer> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(Answer answer) {
      return answer.id().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Value implements SerializationSchema<Answer> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(Answer answer) {
      return AnswerJson.write(answer);
    }
  }
}
