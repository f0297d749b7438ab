package dev.vocostream.job.benchmark;

import dev.vocostream.model.Activations;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.model.serving.ModelSource;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A checkpoint that compresses pictures of stock once: where the memory is what is measured, a
 * window of hundreds of frames need not cost minutes of compressing. Pictures of any other size are
 * compressed each time.
 */
record StockSource(CheckpointSource checkpoint) implements ModelSource {
  private static final int STOCK = 16;

  /** A picture of stock; those of one number are the same. */
  static RgbImage picture(int number) {
    byte[] rgb = new byte[3 * STOCK * STOCK];
    new java.util.Random(number).nextBytes(rgb);
    return new RgbImage(STOCK, STOCK, rgb);
  }

  @Override
  public String key() {
    return "stock of " + checkpoint.key();
  }

  @Override
  public VisionLanguageModel load() {
    return new Stocked(checkpoint.load());
  }

  /** Used by one thread, as any model. */
  private static final class Stocked extends ForwardingModel {
    private final Map<ByteBuffer, Activations> stock = new HashMap<>();

    Stocked(VisionLanguageModel model) {
      super(model);
    }

    @Override
    public List<Activations> compress(List<RgbImage> frames) {
      if (!frames.stream().allMatch(Stocked::isStock)) {
        return model.compress(frames);
      }
      List<RgbImage> missing =
          frames.stream().filter(f -> !stock.containsKey(ByteBuffer.wrap(f.rgb()))).toList();
      List<Activations> compressed = missing.isEmpty() ? List.of() : model.compress(missing);
      IntStream.range(0, missing.size())
          .forEach(i -> stock.put(ByteBuffer.wrap(missing.get(i).rgb()), compressed.get(i)));
      return frames.stream().map(frame -> stock.get(ByteBuffer.wrap(frame.rgb()))).toList();
    }

    private static boolean isStock(RgbImage frame) {
      return frame.width() == STOCK;
    }
  }
}
