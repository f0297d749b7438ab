package dev.vocostream.job.kafka;

import dev.vocostream.operators.MonitorAlert;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;

/** Alerts out, as exactly as answers, keyed by monitor: those of one keep their order. */
public final class AlertTopic {
  private AlertTopic() {}

  public static Sink<MonitorAlert> sink(KafkaSettings settings) {
    String topic = settings.monitoring().alerts();
    return TopicSink.of(settings, topic, new Key(), new Value(), MessageId.ALERT);
  }

  // Classes and not lambdas: the connector wants to know their type parameter.

  private static final class Key implements SerializationSchema<MonitorAlert> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(MonitorAlert alert) {
      return alert.monitor().getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Value implements SerializationSchema<MonitorAlert> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(MonitorAlert alert) {
      return AlertJson.write(alert);
    }
  }
}
