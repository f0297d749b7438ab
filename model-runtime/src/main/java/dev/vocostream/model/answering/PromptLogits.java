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
    return of(parts, FullFrames.NONE, Window.of(window), prompt);
  }

  /**
   * @param full how frames are read that come as pictures
   * @return [vocab]
   */
  public static float[] of(AnsweringParts parts, FullFrames full, Window window, Prompt prompt) {
    long[] words = parts.template().tail(prompt);
    Conversation asked = new Conversation(prompt, window, words, new CompletableFuture<>());
    try (PointerScope scope = new PointerScope();
        HotFrames frames = new HotFrames(0)) {
      PromptReader reader = new PromptReader(parts, frames, full);
      try (ReadableWindow open = reader.open(window.frames());
          Cohort alone = new Cohort(parts.decoder(), open, List.of(asked))) {
        return Tensors.toFloats(reader.readPrompts(List.of(alone)));
      }
    }
  }
}
