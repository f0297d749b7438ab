package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.local.SecuredBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's login on a broker with TLS, passwords and rules of who may do what. */
class SecuredBrokerITCase {
  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    broker =
        SecuredBroker.start(
            directory,
            Map.of(
                "job",
                "right",
                "writer",
                "right",
                "hidden",
                "right",
                "reader",
                "right",
                "outsider",
                "right"));
    try (Admin admin = broker.admin()) {
      Topics.createMissing(admin, Topics.of(KafkaSettings.of("unused:1")));
      admin.createAcls(rightsOf("job", true)).all().get();
      for (String topic : List.of("voco.answers", "voco.alerts", "voco.rejected")) {
        AclBinding read = right("job", ResourceType.TOPIC, topic, AclOperation.READ);
        admin.createAcls(List.of(read)).all().get();
      }
      admin.createAcls(rightsOf("writer", true)).all().get();
      List<AclBinding> hidden = rightsOf("hidden", true);
      hidden.removeIf(right -> right.pattern().name().equals("voco-stream-owner"));
      admin.createAcls(hidden).all().get();
      admin.createAcls(rightsOf("reader", false)).all().get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @AfterEach
  void forgetLogin() {
    Configuration.setConfiguration(null);
  }

  @Test
  void theRightPasswordWithTheRightsIsEnough() {
    login("job", "right");
    assertThatCode(() -> check().run(MissingTopics.REFUSE)).doesNotThrowAnyException();
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    login("job", "wrong");
    assertThatThrownBy(() -> check().run(MissingTopics.REFUSE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("expected it to take this login")
        .hasMessageContaining("Authentication failed")
        .hasMessageContaining("password in the JAAS file")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void aMissingRightIsNamedWithTheCommandThatGivesIt() {
    login("reader", "right");
    assertThatThrownBy(() -> check().run(MissingTopics.REFUSE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("expected the right Write on topic 'voco.alerts'")
        .hasMessageContaining("kafka-acls --add")
        .hasMessageContaining("--operation Write --topic voco.alerts");
  }

  @Test
  void whoWritesInTransactionsMustBeAllowedToLookForThem() {
    login("writer", "right");
    assertThatThrownBy(() -> check().run(MissingTopics.REFUSE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("expected the right Read on topic 'voco.alerts'");
  }

  @Test
  void whoMaySeeNothingIsToldSo() {
    login("outsider", "right");
    assertThatThrownBy(() -> check().run(MissingTopics.REFUSE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("voco.questions")
        .hasMessageContaining("Topic authorization failed");
  }

  /** Such a job would run, and a second one beside it. */
  @Test
  void whoLooksIsToldThatASecondJobWouldNotBeNoticed() {
    login("hidden", "right");
    assertThat(new BrokerExamination(check(), 1).look())
        .filteredOn(finding -> finding.verdict() == Verdict.FAIL)
        .filteredOn(finding -> finding.name().contains("group"))
        .extracting(Finding::found)
        .containsExactly("this client may not use group voco-stream-owner");

    login("job", "right");
    assertThat(new BrokerExamination(check(), 1).look())
        .filteredOn(finding -> finding.name().contains("group"))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.OK, Verdict.OK);
  }

  /**
   * As deploy/docs/kafka.md lists them, but for looking for transactions; a reader has none to
   * write.
   */
  private static List<AclBinding> rightsOf(String user, boolean writes) {
    List<AclBinding> rights = new ArrayList<>();
    for (String topic : List.of("voco.questions", "voco.cameras", "voco.monitors")) {
      rights.add(right(user, ResourceType.TOPIC, topic, AclOperation.READ));
    }
    for (String group : List.of("voco-stream", "voco-stream-owner")) {
      rights.add(right(user, ResourceType.GROUP, group, AclOperation.READ));
    }
    AclOperation rest = writes ? AclOperation.WRITE : AclOperation.DESCRIBE;
    for (String topic :
        List.of("voco.answers", "voco.rejected", "voco.status", "voco.alerts", "voco.scores")) {
      rights.add(right(user, ResourceType.TOPIC, topic, rest));
    }
    for (AclOperation each : List.of(rest, AclOperation.DESCRIBE)) {
      rights.add(
          new AclBinding(
              new ResourcePattern(
                  ResourceType.TRANSACTIONAL_ID, "voco-stream", PatternType.PREFIXED),
              entry(user, each)));
    }
    return rights;
  }

  private static AclBinding right(
      String user, ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL), entry(user, operation));
  }

  private static AccessControlEntry entry(String user, AclOperation operation) {
    return new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
  }

  /** What a JAAS file says. */
  private static void login(String user, String password) {
    AppConfigurationEntry entry =
        new AppConfigurationEntry(
            "org.apache.kafka.common.security.plain.PlainLoginModule",
            LoginModuleControlFlag.REQUIRED,
            Map.of("username", user, "password", password));
    Configuration.setConfiguration(
        new Configuration() {
          @Override
          public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return name.equals("KafkaClient") ? new AppConfigurationEntry[] {entry} : null;
          }
        });
  }

  private static BrokerCheck check() {
    KafkaSettings plain = KafkaSettings.of(broker.bootstrapServers());
    KafkaSettings settings =
        new KafkaSettings(
            plain.bootstrapServers(),
            plain.questions(),
            plain.answers(),
            plain.rejected(),
            plain.cameras(),
            plain.status(),
            plain.monitoring(),
            plain.snapshots(),
            plain.groupId(),
            plain.transactionalIdPrefix(),
            plain.delivery(),
            plain.transactionTimeout(),
            Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.location", broker.store().toString(),
                "ssl.truststore.password", SecuredBroker.STORE_PASSWORD));
    return new BrokerCheck(settings, Duration.ofMinutes(1), Duration.ofMinutes(5));
  }
}
