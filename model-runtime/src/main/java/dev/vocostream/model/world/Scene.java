package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.util.List;

/** Eight seconds in front of a camera that does not move. */
public final class Scene {
  /** Pixels of a side of {@link #picture}. */
  public static final int SIDE = 144;

  private final List<Actor> actors;
  private final ScenePainter painter;

  /**
   * @param look seed of backdrop, light, noise and compression
   */
  Scene(List<Actor> actors, long look) {
    this.actors = actors;
    this.painter = new ScenePainter(look);
  }

  public double seconds() {
    return SceneMaker.SECONDS;
  }

  /** What is true of {@link #picture} at a second, 0 to {@link #seconds}. */
  public Moment moment(double second) {
    return new Moment(
        second, actors.stream().filter(t -> t.isSeen(second)).map(t -> t.seen(second)).toList());
  }

  /** What the camera sees, as the model gets it from a video: noisy, and often compressed. */
  public RgbImage picture(double second) {
    return painter.compressed(draw(second, SIDE), second);
  }

  /**
   * What the camera sees, before any compression.
   *
   * @param side of the square picture, pixels
   */
  public BufferedImage draw(double second, int side) {
    return painter.draw(actors, second, side);
  }

  List<Actor> actors() {
    return actors;
  }
}
