package dev.vocostream.job.console;

import dev.vocostream.job.kafka.KafkaSettings;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a page is told of, by the topic it comes from, in the order in which what is kept of it is
 * told: a page knows a camera before its picture, and a monitor before its alert.
 */
enum Kind {
  STATUS(KafkaSettings::status, true),
  SNAPSHOT(kafka -> kafka.snapshots().topic(), false),
  MONITOR(kafka -> kafka.monitoring().monitors(), true),
  SCORE(kafka -> kafka.monitoring().scores(), false),
  QUESTION(KafkaSettings::questions, false),
  ANSWER(KafkaSettings::answers, false),
  ALERT(kafka -> kafka.monitoring().alerts(), false);

  private final Function<KafkaSettings, String> topic;
  private final boolean wholly;

  Kind(Function<KafkaSettings, String> topic, boolean wholly) {
    this.topic = topic;
    this.wholly = wholly;
  }

  String topic(KafkaSettings kafka) {
    return topic.apply(kafka);
  }

  /** Whether its topic is read from the beginning, since each thing is told there once. */
  boolean isReadWholly() {
    return wholly;
  }

  /** As the page knows it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
