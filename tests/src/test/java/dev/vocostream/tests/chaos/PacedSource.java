package dev.vocostream.tests.chaos;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.ModelSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link NumberedModel} that takes its time as a device would, whatever the machine, so that it
 * can be said what is too much.
 *
 * @param frameMillis that it takes to compress one
 * @param answerMillis that it takes to answer one
 */
record PacedSource(int frameMillis, int answerMillis) implements ModelSource {
  private static volatile int slowed = 1;

  /** From now on all of them in this process take so many times as long. */
  static void slow(int times) {
    slowed = times;
  }

  /**
   * Larger pictures than the numbered model wants: of small ones very many are on their way in
   * Flink's buffers, where none makes room for a newer one.
   */
  static ModelDescription describe() {
    ModelDescription small = NumberedModel.describe();
    return new ModelDescription(
        small.name(),
        small.fingerprint(),
        small.trained(),
        FrameCode.DRAWN,
        small.tokensPerFrame(),
        small.bytesPerToken(),
        small.maxPositions(),
        false);
  }

  @Override
  public String key() {
    return "paced";
  }

  @Override
  public VisionLanguageModel load() {
    return new Paced(frameMillis, answerMillis);
  }

  private static final class Paced extends ForwardingModel {
    private final int frameMillis;
    private final int answerMillis;

    Paced(int frameMillis, int answerMillis) {
      super(new NumberedModel(false));
      this.frameMillis = frameMillis;
      this.answerMillis = answerMillis;
    }

    @Override
    public ModelDescription description() {
      return describe();
    }

    @Override
    public List<Activations> compress(List<RgbImage> frames) {
      take(frames.size() * frameMillis);
      return model.compress(frames);
    }

    @Override
    public Answering answering() {
      return new PacedAnswering(model, () -> take(answerMillis / PacedAnswering.WORDS));
    }

    private static void take(int millis) {
      try {
        // what the work takes, not a wait for something
        TimeUnit.MILLISECONDS.sleep((long) millis * slowed);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
