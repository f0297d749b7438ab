package dev.vocostream.tests.chaos;

import dev.vocostream.model.Activations;
import dev.vocostream.model.ForwardingModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.decode.ClipWriter;
import dev.vocostream.operators.sample.KeptPictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A camera on which nothing moves and no compressor of bytes gains anything, so that what is kept
 * of it can be found; and the numbered model, which notes what that is.
 *
 * @param camera in the code of its picture
 */
record Noise(int camera) implements ModelSource {
  /** What the sampler keeps of each picture that the model was shown of such a camera. */
  static final Set<ByteBuffer> SHOWN = ConcurrentHashMap.newKeySet();

  private static final int PICTURES = 2 * ChaosCamera.FPS;

  /** Pixels of a side that are of one brightness. */
  private static final int GRAIN = 4;

  private static final int MOST = 100;

  /** A clip of one picture: a code, darker where it is white and brighter where it is black. */
  Path writeClip(Path directory) throws IOException {
    BufferedImage picture = new FrameCode(camera, 0).draw();
    Random random = new Random(camera);
    Graphics2D graphics = picture.createGraphics();
    for (int y = 0; y < FrameCode.DRAWN; y += GRAIN) {
      for (int x = 0; x < FrameCode.DRAWN; x += GRAIN) {
        int less = random.nextInt(MOST);
        int grey = Math.abs((picture.getRGB(x, y) & 0xff) - less);
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(x, y, GRAIN, GRAIN);
      }
    }
    graphics.dispose();
    Path file = directory.resolve("noise.mp4");
    try (ClipWriter clip =
        new ClipWriter(file, FrameCode.DRAWN, FrameCode.DRAWN, ChaosCamera.FPS)) {
      for (int i = 0; i < PICTURES; i++) {
        clip.add(picture);
      }
    }
    return file;
  }

  @Override
  public String key() {
    return "noise";
  }

  @Override
  public VisionLanguageModel load() {
    return new ForwardingModel(new NumberedModel(false)) {
      @Override
      public List<Activations> compress(List<RgbImage> frames) {
        frames.stream()
            .filter(frame -> FrameCode.in(frame).camera() == camera)
            .forEach(frame -> SHOWN.add(ByteBuffer.wrap(KeptPictures.markOf(frame))));
        return super.compress(frames);
      }
    };
  }
}
