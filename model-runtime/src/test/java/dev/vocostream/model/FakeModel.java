package dev.vocostream.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A model whose right answers can be computed: it remembers each frame's checksum and mean colour
 * and answers with what it saw, in window order.
 *
 * <pre>
 *   activations of a token   4 bytes checksum, then mean red, green, blue, then 0; 1 if read in full
 *   answer                   "saw 2: 0a1b2c3d,99887766"; read in full: "full 99887766"
 *   probability of yes       mean brightness of the window / 255; one half for an empty window
 * </pre>
 *
 * Every token of a frame holds the same, so a truncated frame is still recognised. Calls can be
 * held, counted and made to fail.
 */
public final class FakeModel implements VisionLanguageModel {
  public static final int BYTES_PER_TOKEN = FakeRows.BYTES;

  /** Positions of a frame that is read in full, if the model may read any. */
  public static final int FULL_TOKENS = 20;

  /** A question that fails whatever the model is to do with it. */
  public static final String UNREADABLE = "\ufffd";

  private final ModelDescription description;
  private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
  private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile int failFrom = Integer.MAX_VALUE;
  private volatile Supplier<? extends RuntimeException> failure = FakeModel::asToldTo;
  private volatile boolean closed;
  private boolean held; // guarded by this
  private int through; // the same

  public FakeModel() {
    this("fake-fingerprint", 2, 2048);
  }

  public FakeModel(String fingerprint, int tokensPerFrame, int maxPositions) {
    this(fingerprint, tokensPerFrame, maxPositions, false);
  }

  /**
   * @param hybrid whether it reads frames in full
   */
  public FakeModel(String fingerprint, int tokensPerFrame, int maxPositions, boolean hybrid) {
    description =
        new ModelDescription(
            "fake", fingerprint, false, 32, tokensPerFrame, BYTES_PER_TOKEN, maxPositions, hybrid);
  }

  // -- what the answers are made of

  /** The checksum by which an answer names this picture: eight hex digits. */
  public static String checksum(RgbImage image) {
    return FakeRows.checksum(image);
  }

  /** The answer to a window of these frames. */
  public static String answerTo(List<RgbImage> frames) {
    return answerTo(frames, 0);
  }

  /** The answer to a window of these frames, the last of which it reads in full. */
  public static String answerTo(List<RgbImage> frames, int full) {
    List<Activations> read = new ArrayList<>();
    for (RgbImage frame : frames) {
      read.add(FakeRows.of(frame, 1, read.size() >= frames.size() - full));
    }
    return FakeRows.saw(read.stream().map(FakeRows::name).toList());
  }

  /** The checksum of the frame these activations were made from. */
  public static String checksum(Activations frame) {
    return FakeRows.checksum(frame);
  }

  // -- hooks

  /** From now on calls wait until {@link #letGo}. */
  public synchronized void hold() {
    held = true;
  }

  public synchronized void letGo() {
    held = false;
    notifyAll();
  }

  /** Lets so many calls through, and holds the others. */
  public synchronized void letGo(int calls) {
    through = calls;
    notifyAll();
  }

  /** After {@code more} further calls every call throws, until {@link #recover}. */
  public void failAfter(int more) {
    failAfter(more, FakeModel::asToldTo);
  }

  /** The same, with an exception of the test's choice. */
  public void failAfter(int more, Supplier<? extends RuntimeException> failure) {
    this.failure = failure;
    failFrom = calls.get() + more;
  }

  /** From now on a batch with this picture has bad numerics. */
  public void refuse(RgbImage picture) {
    refused.add(checksum(picture));
  }

  public void recover() {
    failFrom = Integer.MAX_VALUE;
    refused.clear();
  }

  private static IllegalStateException asToldTo() {
    return new IllegalStateException("the fake model fails, as it was told to");
  }

  /** Calls that were begun, of both kinds. */
  public int calls() {
    return calls.get();
  }

  /** How many frames each call to compress had, in order. */
  public List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  /** The prompts that were answered, in order. */
  public List<Prompt> prompts() {
    return List.copyOf(prompts);
  }

  public boolean isClosed() {
    return closed;
  }

  // -- the model

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    begin();
    batchSizes.add(frames.size());
    if (frames.stream().anyMatch(frame -> refused.contains(checksum(frame)))) {
      throw new BadNumericsException("the fake model refuses a frame, as it was told to");
    }
    int k = description.tokensPerFrame();
    return frames.stream()
        .map(frame -> FakeRows.of(frame, k, false))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Override
  public int fullFrameTokens() {
    return description.hybrid() ? FULL_TOKENS : 0;
  }

  /** Every character of the question is a token. */
  @Override
  public int windowPositions(Prompt prompt) {
    if (prompt.question().equals(UNREADABLE)) {
      throw new IllegalStateException("the fake model cannot read this");
    }
    int answer = prompt.form() == Prompt.Form.YES_NO ? 0 : prompt.maxTokens();
    return Math.max(0, description.maxPositions() - prompt.question().length() - answer);
  }

  @Override
  public Answering answering() {
    return new OneByOne(this, picture -> FakeRows.of(picture, FULL_TOKENS, true));
  }

  @Override
  public Reply answer(Prompt prompt, List<Activations> window) {
    begin();
    prompts.add(prompt);
    int tokens = window.stream().mapToInt(Activations::tokens).sum();
    if (tokens > windowPositions(prompt)) {
      throw new IllegalArgumentException(
          "the window's %d tokens do not fit, %d are left"
              .formatted(tokens, windowPositions(prompt)));
    }
    float[] attention = new float[window.size()];
    Arrays.fill(attention, 1f / window.size());
    String saw = FakeRows.saw(window.stream().map(FakeRows::name).toList());
    if (prompt.form() == Prompt.Form.TEXT) {
      return new Reply(saw, null, attention, 1);
    }
    double probability = window.stream().mapToDouble(FakeRows::brightness).average().orElse(0.5);
    return new Reply(probability >= 0.5 ? "yes" : "no", probability, attention, 0);
  }

  /** A call like any other: it can be held and made to fail. */
  @Override
  public void probe() {
    begin();
  }

  @Override
  public void close() {
    closed = true;
    letGo();
  }

  private void begin() {
    int call = calls.incrementAndGet();
    awaitLetGo();
    if (closed) {
      throw new IllegalStateException("the fake model was used after it was closed");
    }
    if (call > failFrom) {
      throw failure.get();
    }
  }

  private synchronized void awaitLetGo() {
    while (held && through == 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    through = Math.max(0, through - 1);
  }
}
