package dev.vocostream.model;

import dev.vocostream.model.serving.ModelSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads a {@link FakeModel} and lets the test reach it, also through a job in the same JVM. Give
 * every test its own key.
 */
public record FakeSource(
    String key, String fingerprint, int tokensPerFrame, int maxPositions, boolean hybrid)
    implements ModelSource {
  private static final Map<String, FakeModel> LIVE = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> LOADS = new ConcurrentHashMap<>();

  public FakeSource(String key) {
    this(key, "fake-fingerprint", 2, 2048);
  }

  public FakeSource(String key, String fingerprint, int tokensPerFrame, int maxPositions) {
    this(key, fingerprint, tokensPerFrame, maxPositions, false);
  }

  /** Of a model that reads frames in full. */
  public static FakeSource hybrid(String key, int maxPositions) {
    return new FakeSource(key, "fake-fingerprint", 2, maxPositions, true);
  }

  @Override
  public VisionLanguageModel load() {
    FakeModel model = new FakeModel(fingerprint, tokensPerFrame, maxPositions, hybrid);
    LOADS.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    LIVE.put(key, model);
    return model;
  }

  /** The model that was loaded last under this key. */
  public FakeModel live() {
    FakeModel model = LIVE.get(key);
    if (model == null) {
      throw new IllegalStateException("no model was loaded under key '" + key + "' yet");
    }
    return model;
  }

  /** How often a model was loaded under this key. */
  public int loads() {
    AtomicInteger loads = LOADS.get(key);
    return loads == null ? 0 : loads.get();
  }

  /** What {@link #load} would describe itself as. */
  public ModelDescription describe() {
    return new FakeModel(fingerprint, tokensPerFrame, maxPositions, hybrid).description();
  }
}
