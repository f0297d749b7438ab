package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  @Test
  void passesTheSettingsOfASecuredClusterOn() {
    Map<String, String> secured =
        Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512");
    assertThat(with(secured).clientProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("bootstrap.servers", "kafka:9092");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "sasl.oauthbearer.token.endpoint.url",
        "sasl.login.callback.handler.class",
        "interceptor.classes",
        "metric.reporters",
        "ssl.engine.factory.class",
        "ssl.endpoint.identification.algorithm",
        "bootstrap.servers",
        "transactional.id",
        "isolation.level"
      })
  void refusesBySettingWhatCouldLoadReadOrCallOrChangeTheGuarantees(String name) {
    assertThatThrownBy(() -> with(Map.of(name, "x")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(name + " is not taken");
  }

  @Test
  void refusesALoginThatFetchesItsTokenFromAnAddress() {
    assertThatThrownBy(() -> with(Map.of("sasl.mechanism", "OAUTHBEARER")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("found OAUTHBEARER");
  }

  @Test
  void refusesAnEmptyNameAndATimeoutOfZero() {
    assertThatThrownBy(() -> KafkaSettings.of(" ")).hasMessageContaining("bootstrap servers");
    KafkaSettings settings = KafkaSettings.of("kafka:9092");
    assertThatThrownBy(() -> settings.with(settings.delivery(), Duration.ZERO))
        .hasMessageContaining("found PT0S");
  }

  @Test
  void doesNotPrintPasswords() {
    assertThat(with(Map.of("ssl.key.password", "hunter2")).toString())
        .contains("ssl.key.password")
        .doesNotContain("hunter2");
  }

  private static KafkaSettings with(Map<String, String> client) {
    KafkaSettings some = KafkaSettings.of("kafka:9092");
    return new KafkaSettings(
        some.bootstrapServers(),
        some.questions(),
        some.answers(),
        some.rejected(),
        some.cameras(),
        some.status(),
        some.monitoring(),
        some.snapshots(),
        some.groupId(),
        some.transactionalIdPrefix(),
        some.delivery(),
        some.transactionTimeout(),
        client);
  }
}
