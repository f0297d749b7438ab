package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.Finding;
import dev.vocostream.job.Finding.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class TopicRulesTest {
  private static final Set<AclOperation> READ = Set.of(AclOperation.READ, AclOperation.DESCRIBE);
  private static final NewTopic CAMERAS = Topics.compacted("voco.cameras", 1);
  private static final NewTopic QUESTIONS =
      new NewTopic("voco.questions", 4, (short) 1)
          .configs(Map.of("cleanup.policy", "delete", "retention.ms", "1"));

  @Test
  void aCompactedTopicMustNotAlsoDelete() {
    Finding found = TopicRules.kept(CAMERAS, config("cleanup.policy", "compact,delete")).get(0);
    assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(found.expected()).isEqualTo("cleanup.policy=compact");
    assertThat(found.remedy()).contains("cameras and monitors");
    assertThat(TopicRules.kept(CAMERAS, config("cleanup.policy", "compact"))).isEmpty();
  }

  @Test
  void messagesOfAMebibyteMustFit() {
    assertThat(TopicRules.kept(QUESTIONS, config("max.message.bytes", "1048575")))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WARN);
    assertThat(TopicRules.kept(QUESTIONS, config("max.message.bytes", "1048588"))).isEmpty();
  }

  @Test
  void fewPartitionsAndOneCopyAreWarnings() {
    assertThat(TopicRules.shape(QUESTIONS, described(2, 1), 1, 4)).hasSize(1);
    assertThat(TopicRules.shape(QUESTIONS, described(4, 1), 1, 4)).isEmpty();
    assertThat(TopicRules.shape(QUESTIONS, described(4, 1), 3, 4)).hasSize(1);
    assertThat(TopicRules.shape(QUESTIONS, described(4, 3), 3, 4)).isEmpty();
    assertThat(TopicRules.shape(CAMERAS, described(1, 1), 1, 4)).as("one is enough").isEmpty();
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    assertThat(TopicRules.rights("t", READ, Set.of(AclOperation.DESCRIBE)).get(0).found())
        .isEqualTo("this client may not [READ]");
    assertThat(TopicRules.rights("t", READ, Set.of(AclOperation.values()))).isEmpty();
    assertThat(TopicRules.rights("t", READ, null)).as("old brokers do not say").isEmpty();
  }

  @Test
  void aMessageOfTheFutureShowsAClockThatIsBehind() {
    assertThat(BrokerClock.judge(Long.MIN_VALUE, 10_000).verdict()).isEqualTo(Verdict.SKIPPED);
    assertThat(BrokerClock.judge(12_000, 10_000).verdict()).isEqualTo(Verdict.OK);
    assertThat(BrokerClock.judge(13_500, 10_000).found())
        .isEqualTo("a message of 3.5 s in the future");
  }

  private static Config config(String name, String value) {
    return new Config(List.of(new ConfigEntry(name, value)));
  }

  private static TopicDescription described(int partitions, int copies) {
    Node node = new Node(1, "a", 1);
    List<TopicPartitionInfo> all =
        IntStream.range(0, partitions)
            .mapToObj(
                number ->
                    new TopicPartitionInfo(
                        number, node, Collections.nCopies(copies, node), List.of(node)))
            .toList();
    return new TopicDescription("voco.questions", false, all);
  }
}
