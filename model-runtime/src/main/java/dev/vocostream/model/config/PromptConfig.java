package dev.vocostream.model.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The words around a question.
 *
 * <p>VoCo-LLaMA was trained with {@code image}, the default, and defines three texts for video:
 * {@code video}, {@code video-careful}, and both in one, {@code video-careful-polite}. Which of
 * them its video weights were made with is not known, so a checkpoint says it by name ({@code
 * voco_system}), or gives a text of its own ({@code voco_system_prompt}).
 *
 * @param system said before the conversation
 * @param stripNewlines whether newlines inside the conversation are dropped, as in that training
 */
public record PromptConfig(String system, boolean stripNewlines) {
  private static final String CHAT =
      "A chat between a curious user and an artificial intelligence assistant of the %s.";
  private static final String POLITE =
      " The assistant gives helpful, detailed, and polite answers to the user's questions.";
  // the grammar is the reference's, and weights were trained with it
  private static final String CAREFUL =
      " The assistant carefully watch the video and pay attention to the cause and sequence of"
          + " events, the detail and movement of objects, and the action and pose of persons. Based"
          + " on %s observations, give the answer that best addresses the question.";

  /** The text of the reference's image training, {@code image}. */
  public static final String IMAGE = CHAT.formatted("image") + POLITE;

  private static final String VIDEO = CHAT.formatted("video");
  private static final Map<String, String> SYSTEMS =
      new TreeMap<>(
          Map.of(
              "image", IMAGE,
              "video", VIDEO + POLITE,
              "video-careful", VIDEO + CAREFUL.formatted("his") + "\n",
              "video-careful-polite", VIDEO + POLITE + CAREFUL.formatted("the")));

  static PromptConfig read(ConfigFile config) {
    String name = config.text("voco_system", "image");
    if (!SYSTEMS.containsKey(name)) {
      config.problem("voco_system", "one of " + String.join(", ", SYSTEMS.keySet()), name);
    }
    if (config.has("voco_system") && config.has("voco_system_prompt")) {
      config.problem("voco_system_prompt", "absent where voco_system is given", "given too");
    }
    String system = config.text("voco_system_prompt", SYSTEMS.getOrDefault(name, ""));
    return new PromptConfig(system, config.flag("voco_strip_newlines", true));
  }
}
