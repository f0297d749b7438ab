package dev.vocostream.model.config;

/**
 * The words around a question.
 *
 * @param system said before the conversation; the default is the one VoCo-LLaMA was trained with
 * @param stripNewlines whether newlines inside the conversation are dropped, as in that training
 */
public record PromptConfig(String system, boolean stripNewlines) {
  private static final String SYSTEM =
      "A chat between a curious user and an artificial intelligence assistant of the image. The"
          + " assistant gives helpful, detailed, and polite answers to the user's questions.";

  static PromptConfig read(ConfigFile config) {
    return new PromptConfig(
        config.text("voco_system_prompt", SYSTEM), config.flag("voco_strip_newlines", true));
  }
}
