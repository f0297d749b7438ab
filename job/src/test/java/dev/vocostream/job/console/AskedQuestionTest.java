package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedQuestionTest {
  @Test
  void isWhatWasTyped() {
    assertThat(read(question(" Öl? ", "yard", "yard").put("last", "PT5S").put("answer", "yes-no")))
        .isEqualTo(new AskedQuestion(List.of("yard"), "Öl?", true, Duration.ofSeconds(5)));
    assertThat(read(question("Öl?", "yard").put("last", "")))
        .isEqualTo(new AskedQuestion(List.of("yard"), "Öl?", false, null));
  }

  @Test
  void hasTwoThousandLettersAtMost() {
    assertThat(read(question("x".repeat(2_000), "yard")).text()).hasSize(2_000);
    assertRefused(question("x".repeat(2_001), "yard"), "1 to 2,000 letters");
    assertRefused(question("  ", "yard"), "1 to 2,000 letters");
  }

  @Test
  void isOfSixteenCamerasAtMost() {
    String[] ids = IntStream.range(0, 17).mapToObj(i -> "c" + i).toArray(String[]::new);
    assertRefused(question("Öl?", ids), "1 to 16 cameras");
    assertRefused(question("Öl?"), "1 to 16 cameras");
    assertRefused(question("Öl?", "x".repeat(257)), "1 to 256 letters");
  }

  @Test
  void looksBackForAYearAtMost() {
    for (String last : List.of("PT0S", "PT-1S", "P367D", "an hour", "P9999999999999D")) {
      assertRefused(question("Öl?", "yard").put("last", last), "a window is");
    }
  }

  private static ObjectNode question(String text, String... cameras) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text);
    List.of(cameras).forEach(json.putArray("cameras")::add);
    return json;
  }

  private static AskedQuestion read(ObjectNode json) {
    return AskedQuestion.read(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(ObjectNode json, String words) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining(words)
        .extracting(e -> ((BadRequest) e).status())
        .isEqualTo(400);
  }
}
