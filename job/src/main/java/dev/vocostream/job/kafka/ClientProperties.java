package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of Kafka's client settings may be given. Some of the others load classes, read files or
 * call addresses of the giver's choice, so that only the harmless ones are named here.
 */
final class ClientProperties {
  private static final Set<String> ALLOWED =
      Set.of(
          "client.dns.lookup",
          "client.rack",
          "reconnect.backoff.max.ms",
          "reconnect.backoff.ms",
          "request.timeout.ms",
          "retry.backoff.max.ms",
          "retry.backoff.ms",
          "sasl.kerberos.service.name",
          "sasl.mechanism",
          "security.protocol",
          "ssl.enabled.protocols",
          "ssl.key.password",
          "ssl.keystore.location",
          "ssl.keystore.password",
          "ssl.keystore.type",
          "ssl.protocol",
          "ssl.truststore.location",
          "ssl.truststore.password",
          "ssl.truststore.type");

  /** Not OAUTHBEARER, which fetches its tokens from an address in the settings. */
  private static final Set<String> MECHANISMS =
      Set.of("GSSAPI", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  private ClientProperties() {}

  /**
   * @throws SetupException naming the first setting that is not on the list
   */
  static void require(Map<String, String> properties) {
    for (String name : new TreeSet<>(properties.keySet())) {
      if (name.equals("sasl.jaas.config")) {
        throw new SetupException(
            "Kafka client property sasl.jaas.config is not taken: put the login into a JAAS file"
                + " and name it with -Djava.security.auth.login.config=FILE");
      }
      if (!ALLOWED.contains(name)) {
        throw new SetupException(
            "Kafka client property "
                + name
                + " is not taken: expected one of "
                + String.join(", ", new TreeSet<>(ALLOWED)));
      }
    }
    String mechanism = properties.getOrDefault("sasl.mechanism", "PLAIN");
    if (!MECHANISMS.contains(mechanism)) {
      throw new SetupException(
          "Kafka client property sasl.mechanism: expected one of "
              + String.join(", ", new TreeSet<>(MECHANISMS))
              + ", found "
              + mechanism);
    }
  }
}
