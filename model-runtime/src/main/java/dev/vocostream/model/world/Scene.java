package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * Eight seconds before a still camera. At every whole second a thing is either wholly in the
 * picture or not in it at all, one to five are seen, and no two touch.
 *
 * <p>Safe for any number of threads.
 */
public final class Scene {
  static final int SECONDS = 8;
  private static final int SIDE = 192;

  // -- configuration
  private final long seed;
  private final List<Thing> things;
  private final Camera camera;
  private final JpegWear wear;

  private Scene(long seed, List<Thing> things) {
    this.seed = seed;
    this.things = things;
    this.camera = new Camera(Seeds.of(seed, 1));
    this.wear = JpegWear.draw(Seeds.random(seed, 2));
  }

  static Scene of(Split split, long seed) {
    List<Thing> things = new Staging(split, Seeds.random(seed, 0)).things();
    return new Scene(seed, things);
  }

  /**
   * The same with most things in shades of their colours: {@link Paint} says why. What is true of
   * it stays true.
   */
  public Scene inShades() {
    return changed(3, (thing, random) -> thing.in(Paint.draw(random)));
  }

  /** The same in colours that have no names. */
  public Scene inNamelessColours() {
    return changed(4, (thing, random) -> thing.in(Paint.nameless(random)));
  }

  /** The same with outlines that are no shape's. */
  public Scene inNamelessShapes() {
    return changed(5, (thing, random) -> thing.cut(Outline.nameless(random)));
  }

  private Scene changed(int purpose, BiFunction<Thing, Random, Thing> change) {
    Random random = Seeds.random(seed, purpose);
    return new Scene(seed, things.stream().map(thing -> change.apply(thing, random)).toList());
  }

  /** How long it lasts. */
  public double seconds() {
    return SECONDS;
  }

  /**
   * What is true {@code second} seconds after the beginning. What enters, leaves or hides in
   * between two whole seconds counts as seen as long as half of it is.
   */
  public Moment moment(double second) {
    List<Seen> seen =
        things.stream()
            .filter(thing -> thing.isSeen(second))
            .map(thing -> thing.seen(second))
            .toList();
    return new Moment(second, seen);
  }

  /**
   * What the camera sees, before any compression.
   *
   * @param side width and height in pixels
   */
  public BufferedImage draw(double second, int side) {
    return camera.take(things, second, side);
  }

  /** What arrives: 192 x 192 pixels, in about half of the scenes worn by compression. */
  public RgbImage picture(double second) {
    return wear.apply(draw(second, SIDE));
  }
}
