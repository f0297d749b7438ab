package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.GeneratedFile;
import java.io.IOException;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class ContractReferenceTest {
  @Test
  void thePageSaysWhatTheSchemasSay() throws IOException {
    GeneratedFile.requireUpToDate("deploy/docs/contract.md", ContractPage.write());
  }

  @Test
  void everyExampleIsAsItsSchemaSays() throws IOException {
    for (NewTopic topic : Topics.of(KafkaSettings.of("any:9092"))) {
      MessageSchema schema = MessageSchema.of(topic.name());
      for (JsonNode example : ContractPage.schema(topic.name()).path("examples")) {
        assertThat(schema.violations(example)).as("%s: %s", topic.name(), example).isEmpty();
      }
    }
  }

  @Test
  void everyTopicHasAChapterWithFieldsAndAnExample() throws IOException {
    String page = ContractPage.write();
    for (NewTopic topic : Topics.of(KafkaSettings.of("any:9092"))) {
      int start = page.indexOf("\n## " + topic.name() + "\n");
      assertThat(start).as(topic.name()).isPositive();
      int end = page.indexOf("\n## ", start + 1);
      String chapter = page.substring(start, end < 0 ? page.length() : end);
      assertThat(chapter).contains("| field | type | what |");
      assertThat(chapter).contains("```json");
    }
  }
}
