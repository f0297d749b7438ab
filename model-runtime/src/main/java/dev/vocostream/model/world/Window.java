package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
    List<Moment> moments = moments(scene, frames, random);
    return new Window(moments.stream().map(m -> scene.picture(m.second())).toList(), moments);
  }

  /** As {@link #of}, without drawing pictures. */
  public static List<Moment> moments(Scene scene, int frames, SplittableRandom random) {
    int first = random.nextInt((int) scene.seconds() - frames + 2);
    return IntStream.range(first, first + frames).mapToObj(scene::moment).toList();
  }
}
