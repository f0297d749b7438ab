package dev.vocostream.operators.answer;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.serving.ModelSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real model with so much room for frames and windows at hand; counts the frames that were at
 * hand when they were wanted. Give every test its own key.
 */
record CountingSource(String key, Path checkpoint, long hotBytes) implements ModelSource {
  private static final Map<String, AtomicInteger> HELD = new ConcurrentHashMap<>();

  int held() {
    return HELD.computeIfAbsent(key, k -> new AtomicInteger()).get();
  }

  @Override
  public VisionLanguageModel load() {
    held();
    LoadedCheckpoint loaded = LoadedCheckpoint.load(checkpoint, Compute.cpu());
    return new Counting(new VocoLlama(loaded, DType.FP16, hotBytes), HELD.get(key));
  }

  private static final class Counting extends ForwardingModel {
    private final AtomicInteger held;

    Counting(VocoLlama model, AtomicInteger held) {
      super(model);
      this.held = held;
    }

    @Override
    public HeldFrames hold(Collection<FrameId> frames) {
      HeldFrames found = model.hold(frames);
      held.addAndGet(found.size());
      return found;
    }
  }
}
