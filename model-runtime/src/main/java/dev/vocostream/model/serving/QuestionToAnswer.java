package dev.vocostream.model.serving;

import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.Window;
import java.util.concurrent.CompletableFuture;

/** A question on its way to the device, and who waits for it. */
record QuestionToAnswer(
    Prompt prompt, Window window, Priority priority, CompletableFuture<Reply> reply) {}
