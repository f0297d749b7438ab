package dev.vocostream.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptConfigTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "plain, image",
    "video-plain, video",
    "video-watching, video-careful",
    "video-both, video-careful-polite"
  })
  void hasTheTextsThatTheReferencePromptsWereMadeWith(String golden, String name)
      throws IOException {
    List<String> systems = new ArrayList<>();
    for (JsonNode prompt : Goldens.parity("text.json").get("prompts")) {
      if (prompt.get("name").asText().equals(golden)) {
        systems.add(prompt.get("system").asText());
      }
    }

    assertThat(systems).containsExactly(named(name));
  }

  @Test
  void takesTheImageTextIfNothingIsSaid() throws IOException {
    assertThat(read("{}").system()).isEqualTo(PromptConfig.IMAGE);
  }

  @Test
  void takesATextOfTheCheckpointsOwn() throws IOException {
    assertThat(read("{\"voco_system_prompt\": \"Be brief.\"}").system()).isEqualTo("Be brief.");
  }

  @Test
  void refusesANameAndATextTogether() {
    assertThatThrownBy(
            () -> read("{\"voco_system\": \"video\", \"voco_system_prompt\": \"Be brief.\"}"))
        .hasMessageContaining("voco_system_prompt must be absent where voco_system is given");
  }

  private String named(String name) throws IOException {
    return read("{\"voco_system\": \"%s\"}".formatted(name)).system();
  }

  private PromptConfig read(String json) throws IOException {
    Path path = Files.writeString(directory.resolve("config.json"), json);
    ConfigFile file = ConfigFile.read(path, new ArrayList<>());
    PromptConfig config = PromptConfig.read(file);
    file.throwProblems();
    return config;
  }
}
