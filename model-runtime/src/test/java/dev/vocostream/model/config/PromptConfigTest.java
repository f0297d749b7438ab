package dev.vocostream.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptConfigTest {
  private static final String POLITE =
      "The assistant gives helpful, detailed, and polite answers to the user's questions.";

  @TempDir Path directory;

  @Test
  void selectsTheSystemTextByName() throws IOException {
    String chat = "A chat between a curious user and an artificial intelligence assistant of the ";

    assertThat(read("{}").system()).isEqualTo(chat + "image. " + POLITE);
    assertThat(named("image")).isEqualTo(chat + "image. " + POLITE);
    assertThat(named("video")).isEqualTo(chat + "video. " + POLITE);
    assertThat(named("video-careful"))
        .startsWith(chat + "video. The assistant carefully watch the video and pay attention to")
        .endsWith("Based on his observations, give the answer that best addresses the question.\n");
    assertThat(named("video-careful-polite"))
        .startsWith(chat + "video. " + POLITE + " The assistant carefully watch the video and")
        .endsWith("Based on the observations, give the answer that best addresses the question.");
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
