package dev.vocostream.model.answering;

import dev.vocostream.model.Answering;
import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.ModelFigures.Work;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.Window;
import dev.vocostream.model.serving.DeviceFault;
import dev.vocostream.model.serving.HalvedBatch;
import dev.vocostream.model.tensor.CpuThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Continuous batching: questions join and leave between passes, and all that are open share them.
 *
 * <pre>
 *   step     1             2             3             4
 *   a        prompt, word  word          word  end
 *   b        prompt, word  word          word          word
 *   c                      prompt, word  word          word       joined while a and b were answered
 * </pre>
 *
 * A step reads the prompts that wait, as far as there is room, then one word of every open answer.
 * Questions about one window share its keys and values; {@link QuestionPass} keeps rows apart.
 */
public final class ContinuousAnswering implements Answering {
  /** Prompt rows of one pass, unless a single prompt is longer: bounds memory and a step's time. */
  static final int MAX_ROWS = 1024;

  /** Open answers: each holds its own rows. */
  private static final int MAX_OPEN = 256;

  private final AnsweringParts parts;
  private final HotFrames frames;
  private final FullFrames full;
  private final PromptReader reader;
  private final HotWindows windows;
  private final ModelFigures figures;
  private final WaitingRoom waiting = new WaitingRoom(MAX_ROWS);
  private final List<Cohort> cohorts = new ArrayList<>();

  /**
   * @param frames that are on the device; others add to them
   * @param full how frames are read that come as pictures
   * @param hotBytes of windows that stay on the device though nobody reads them
   * @param figures told what is done
   */
  public ContinuousAnswering(
      AnsweringParts parts,
      HotFrames frames,
      FullFrames full,
      long hotBytes,
      ModelFigures figures) {
    this.parts = parts;
    this.frames = frames;
    this.full = full;
    this.figures = figures;
    this.reader = new PromptReader(parts, frames, full);
    this.windows = new HotWindows(hotBytes, figures);
  }

  @Override
  public void ask(Prompt prompt, Window window, Priority priority, CompletableFuture<Reply> reply) {
    parts.codec().check(window.given());
    full.check(window.frames());
    int tokens = window.tokens();
    int left = parts.positionsLeft(prompt);
    if (tokens > left) {
      throw new IllegalArgumentException(
          ("the window's %d tokens do not fit: beside the prompt and its answer, %d of the"
                  + " model's %d positions are left")
              .formatted(tokens, left, parts.decoder().config().maxPositions()));
    }
    long[] words = parts.template().tail(prompt);
    waiting.add(new Conversation(prompt, window, words, reply), priority);
  }

  @Override
  public boolean isIdle() {
    lookWhoGaveUp();
    return waiting.isIdle() && cohorts.stream().allMatch(cohort -> cohort.open().isEmpty());
  }

  @Override
  public void step() {
    CpuThreads.share(parts.decoder().backend());
    lookWhoGaveUp();
    List<Conversation> joining = waiting.take(MAX_OPEN - open().size());
    attempt(() -> outside(joining), () -> HalvedBatch.run(joining, this::readPrompts));
    attempt(this::open, this::readLastWords);
    tidy();
  }

  private void lookWhoGaveUp() {
    waiting.forEach(Conversation::lookWhetherGivenUp);
    cohorts.forEach(cohort -> cohort.members().forEach(Conversation::lookWhetherGivenUp));
  }

  /**
   * What fails, fails for those it was done for; they must not be tried for ever.
   *
   * @param concerned asked before and, where the work fails, after it
   */
  private void attempt(Supplier<List<Conversation>> concerned, Runnable work) {
    if (concerned.get().isEmpty()) {
      return;
    }
    try {
      work.run();
    } catch (Throwable e) { // native code fails with errors too
      DeviceFault fault = DeviceFault.of(e);
      if (fault == DeviceFault.DEVICE_LOST) {
        throw e; // the process ends, and the next one answers: nobody shall hear of this
      }
      Throwable told = fault == DeviceFault.OUT_OF_MEMORY ? overloaded(e) : e;
      concerned.get().forEach(conversation -> conversation.fail(told));
      tidy();
      throw e;
    }
  }

  private static OverloadedException overloaded(Throwable e) {
    return new OverloadedException("no memory for the answers that are open", e);
  }

  /** Those whose prompt is not read: where there was room for half of them, it is the others. */
  private List<Conversation> outside(List<Conversation> joining) {
    Set<Conversation> read =
        cohorts.stream().flatMap(cohort -> cohort.members().stream()).collect(Collectors.toSet());
    return joining.stream().filter(conversation -> !read.contains(conversation)).toList();
  }

  private List<Conversation> open() {
    return cohorts.stream().flatMap(cohort -> cohort.open().stream()).toList();
  }

  /** All of these join, or none. The list is empty; what was read is in the conversations. */
  private List<Void> readPrompts(List<Conversation> joining) {
    return figures.of(Work.PREFILL).timed(joining.size(), () -> readTogether(joining));
  }

  private List<Void> readTogether(List<Conversation> joining) {
    List<Cohort> joined = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      byWindow(joining)
          .forEach(
              (key, members) -> {
                ReadableWindow window = windows.open(key, reader);
                joined.add(new Cohort(parts.decoder(), window, members));
              });
      Tensor logits = reader.readPrompts(joined); // [questions, vocab]
      say(joined.stream().flatMap(cohort -> cohort.members().stream()).toList(), logits);
    } catch (Throwable e) {
      joined.forEach(Cohort::close);
      throw e;
    }
    cohorts.addAll(joined);
    return List.of();
  }

  private static Map<HotWindows.Key, List<Conversation>> byWindow(List<Conversation> joining) {
    return joining.stream()
        .collect(
            Collectors.groupingBy(
                c -> new HotWindows.Key(c.window), LinkedHashMap::new, Collectors.toList()));
  }

  private void readLastWords() {
    figures.of(Work.DECODE).timed(open().size(), this::readOneWordEach);
  }

  private Void readOneWordEach() {
    List<Cohort> speaking = cohorts.stream().filter(c -> !c.open().isEmpty()).toList();
    List<Conversation> order = speaking.stream().flatMap(c -> c.open().stream()).toList();
    try (PointerScope scope = new PointerScope()) {
      say(order, reader.readLastWords(speaking));
    }
    return null;
  }

  private void say(List<Conversation> speakers, Tensor logits) {
    Speaker speaker = new Speaker(parts, logits);
    for (int i = 0; i < speakers.size(); i++) {
      speaker.speak(speakers.get(i), i);
    }
  }

  private void tidy() {
    for (Cohort cohort : List.copyOf(cohorts)) {
      if (cohort.open().isEmpty()) {
        cohorts.remove(cohort);
        cohort.close();
      } else {
        try (PointerScope scope = new PointerScope()) {
          cohort.tidy();
        }
      }
    }
    frames.keepWithin();
    windows.keepWithin(cohorts.stream().map(Cohort::window).collect(Collectors.toSet()));
  }

  @Override
  public void close() {
    IllegalStateException closed = new IllegalStateException("the model was closed");
    waiting.forEach(conversation -> conversation.fail(closed));
    open().forEach(conversation -> conversation.fail(closed));
    waiting.clear();
    cohorts.forEach(Cohort::close);
    cohorts.clear();
    windows.close();
  }
}
