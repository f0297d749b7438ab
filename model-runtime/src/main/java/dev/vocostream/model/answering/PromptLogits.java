package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Window;
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
    long[] words = parts.template().tail(prompt);
    Window read = Window.of(window);
    Conversation asked = new Conversation(prompt, read, words, new CompletableFuture<>());
    try (PointerScope scope = new PointerScope();
        HotFrames none = new HotFrames(0);
        ReadableWindow open = new PromptReader(parts, none).open(read.frames());
        Cohort alone = new Cohort(parts.decoder(), open, List.of(asked))) {
      return Tensors.toFloats(new PromptReader(parts, none).readPrompts(List.of(alone)));
    }
  }
}
