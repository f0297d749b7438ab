package dev.vocostream.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A model whose right answers can be computed: it remembers each frame's checksum and mean colour
 * and answers with what it saw, in window order.
 *
 * <pre>
 *   activations of a token   4 bytes checksum, then mean red, green, blue, then 0
 *   answer                   "saw 2: 0a1b2c3d,99887766"
 *   probability of yes       mean brightness of the window / 255; one half for an empty window
 * </pre>
 *
 * Every token of a frame holds the same, so a truncated frame is still recognised. Calls can be
 * held, counted and made to fail.
 */
public final class FakeModel implements VisionLanguageModel {
  public static final int BYTES_PER_TOKEN = 8;

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

  public FakeModel() {
    this("fake-fingerprint", 2, 2048);
  }

  public FakeModel(String fingerprint, int tokensPerFrame, int maxPositions) {
    description =
        new ModelDescription(
            "fake", fingerprint, false, 32, tokensPerFrame, BYTES_PER_TOKEN, maxPositions);
  }

  // -- what the answers are made of

  /** The checksum by which an answer names this picture: eight hex digits. */
  public static String checksum(RgbImage image) {
    CRC32 crc = new CRC32();
    crc.update(image.rgb());
    return "%08x".formatted(crc.getValue());
  }

  /** The answer to a window of these frames. */
  public static String answerTo(List<RgbImage> frames) {
    return saw(frames.stream().map(FakeModel::checksum).toList());
  }

  /** The checksum of the frame these activations were made from. */
  public static String checksum(Activations frame) {
    return "%08x".formatted(littleEndian(frame).getInt(0));
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
    return frames.stream().map(this::compress).collect(Collectors.toCollection(ArrayList::new));
  }

  private Activations compress(RgbImage frame) {
    long[] sums = new long[3];
    for (int i = 0; i < frame.rgb().length; i++) {
      sums[i % 3] += frame.rgb()[i] & 0xff;
    }
    int k = description.tokensPerFrame();
    ByteBuffer bytes = ByteBuffer.allocate(k * BYTES_PER_TOKEN).order(ByteOrder.LITTLE_ENDIAN);
    for (int token = 0; token < k; token++) {
      bytes.putInt((int) Long.parseLong(checksum(frame), 16));
      for (long sum : sums) {
        bytes.put((byte) (sum / (frame.width() * frame.height())));
      }
      bytes.put((byte) 0);
    }
    return new Activations(k, DType.FP32, bytes.array());
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
    return new OneByOne(this);
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
    String saw = saw(window.stream().map(FakeModel::checksum).toList());
    if (prompt.form() == Prompt.Form.TEXT) {
      return new Reply(saw, null, attention, 1);
    }
    double probability = window.stream().mapToDouble(FakeModel::brightness).average().orElse(0.5);
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
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String saw(List<String> checksums) {
    return "saw %d: %s".formatted(checksums.size(), String.join(",", checksums));
  }

  private static double brightness(Activations frame) {
    ByteBuffer bytes = littleEndian(frame);
    int sum = (bytes.get(4) & 0xff) + (bytes.get(5) & 0xff) + (bytes.get(6) & 0xff);
    return sum / (3 * 255.0);
  }

  private static ByteBuffer littleEndian(Activations frame) {
    return ByteBuffer.wrap(frame.bytes()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
