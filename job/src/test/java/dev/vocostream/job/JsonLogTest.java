package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** The log as lines of JSON, as the settings say that are shipped for it. */
class JsonLogTest {
  @Test
  void aLineIsAnObjectWithTheFieldsOfAnAnswer(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("voco.log");
    System.setProperty("voco.log", log.toString());
    try (LoggerContext context =
            new LoggerContext(
                "json", null, getClass().getResource("/log4j2-json.properties").toURI());
        MDC.MDCCloseable field = MDC.putCloseable("voco.question", "q\n\"1")) {
      context.start();
      context.getLogger("dev.vocostream.answers").info("question=q1\nstatus=answered");
    } finally {
      System.clearProperty("voco.log");
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("log.logger").asText()).isEqualTo("dev.vocostream.answers");
    assertThat(line.path("message").asText()).isEqualTo("question=q1\nstatus=answered");
    assertThat(line.path("voco.question").asText()).isEqualTo("q\n\"1");
  }
}
