package dev.vocostream.model.serving;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A question on its way to the device, and who waits for it. */
record QuestionToAnswer(Prompt prompt, List<Activations> window, CompletableFuture<Reply> reply) {}
