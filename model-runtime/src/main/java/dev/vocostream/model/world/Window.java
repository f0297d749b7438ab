package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some consecutive seconds of a scene, with what is true of them.
 *
 * @param pictures oldest first, a second apart
 * @param moments of the same seconds
 */
public record Window(List<RgbImage> pictures, List<Moment> moments) {
  /** The longest window that is ever asked about. */
  public static final int MOST_FRAMES = 8;

  public Window {
    pictures = List.copyOf(pictures);
    moments = List.copyOf(moments);
  }

  /** Drawn anywhere in a scene. */
  public static Window of(Scene scene, int frames, SplittableRandom random) {
    int first = random.nextInt((int) scene.seconds() - frames + 2);
    List<RgbImage> pictures = new ArrayList<>();
    List<Moment> moments = new ArrayList<>();
    for (int second = first; second < first + frames; second++) {
      pictures.add(scene.picture(second));
      moments.add(scene.moment(second));
    }
    return new Window(pictures, moments);
  }
}
