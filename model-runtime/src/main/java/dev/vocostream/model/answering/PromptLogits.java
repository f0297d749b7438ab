package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;

/** The logits of an answer's first word, for whoever compares numbers and not words. */
public final class PromptLogits {
  private PromptLogits() {}

  /**
   * @param window oldest frame first
   * @return [vocab]
   */
  public static float[] of(AnsweringParts parts, List<Activations> window, Prompt prompt) {
    PromptReader reader = new PromptReader(parts);
    long[] words = parts.template().tail(prompt);
    Conversation asked = new Conversation(prompt, window, words, new CompletableFuture<>());
    try (PointerScope scope = new PointerScope();
        ReadableWindow open = reader.open(window);
        Cohort alone = new Cohort(parts.decoder(), open, List.of(asked))) {
      return Tensors.toFloats(reader.read(List.of(alone.readPrompts())));
    }
  }
}
