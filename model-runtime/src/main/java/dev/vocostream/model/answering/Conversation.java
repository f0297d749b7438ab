package dev.vocostream.model.answering;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** One question on its way, and what has been answered so far. */
final class Conversation {
  final Prompt prompt;
  final Window window;
  final long[] words; // the prompt's tokens behind the head
  final SplittableRandom random;
  private final List<Long> answer = new ArrayList<>();
  private final CompletableFuture<Reply> reply;
  private float[] evidence = {};
  private boolean open = true;

  Conversation(Prompt prompt, Window window, long[] words, CompletableFuture<Reply> reply) {
    this.prompt = prompt;
    this.window = window;
    this.words = words;
    this.reply = reply;
    this.random = new SplittableRandom(prompt.decoding().seed());
  }

  /**
   * Neither answered nor, when last looked, given up. Whoever asked may give up at any moment, but
   * a pass must not change its mind about its rows half way.
   */
  boolean isOpen() {
    return open;
  }

  /** Between passes. */
  void lookWhetherGivenUp() {
    open = open && !reply.isDone();
  }

  void end(Reply said) {
    open = false;
    reply.complete(said);
  }

  void fail(Throwable cause) {
    open = false;
    reply.completeExceptionally(cause);
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
