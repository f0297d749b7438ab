package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One question on its way, and what has been answered so far. */
final class Conversation {
  final Prompt prompt;
  final List<Activations> frames;
  final long[] words; // the prompt's tokens behind the head
  final CompletableFuture<Reply> reply;
  final SplittableRandom random;
  private final List<Long> answer = new ArrayList<>();
  private float[] evidence = {};

  Conversation(
      Prompt prompt, List<Activations> frames, long[] words, CompletableFuture<Reply> reply) {
    this.prompt = prompt;
    this.frames = frames;
    this.words = words;
    this.reply = reply;
    this.random = new SplittableRandom(prompt.decoding().seed());
  }

  /** Neither answered nor cancelled. */
  boolean isOpen() {
    return !reply.isDone();
  }

  void attendedTo(float[] shares) {
    evidence = shares;
  }

  float[] evidence() {
    return evidence;
  }

  boolean isYesNo() {
    return prompt.form() == Prompt.Form.YES_NO;
  }

  void say(long token) {
    answer.add(token);
  }

  boolean isAtItsEnd() {
    return answer.size() == prompt.maxTokens();
  }

  long lastToken() {
    return answer.get(answer.size() - 1);
  }

  List<Long> answer() {
    return answer;
  }
}
