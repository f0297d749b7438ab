package dev.vocostream.model.benchmark;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks and waits. Windows stay hot between questions. */
final class Asking implements AutoCloseable {
  private final Answering answering;

  Asking(VocoLlama model) {
    answering = model.answering();
  }

  /** Until the last of these questions, asked together, is answered. */
  List<Reply> ask(List<Prompt> prompts, List<Activations> window) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (Prompt prompt : prompts) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      answering.ask(prompt, window, reply);
      replies.add(reply);
    }
    while (!answering.isIdle()) {
      answering.step();
    }
    return replies.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    answering.close();
  }
}
