package dev.vocostream.operators.decode;

import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the cameras of the demo see: two scenes of the world that no model was trained on. Each is
 * played to its end and back to its beginning, over and over.
 */
public enum DemoScene {
  /**
   * A yellow circle crosses from the lower left to the lower right corner, then a red circle leaves
   * over the right edge; a blue circle, a red triangle and a red star stand. On the way back the
   * red circle enters and the yellow one returns.
   */
  YARD(399),

  /**
   * A yellow circle moves from the upper left corner to the top, then a red triangle comes in from
   * below; a green circle and an orange square stand. On the way back the triangle leaves.
   */
  DOOR(294);

  /** From the beginning of a scene until it is there again. */
  public static final int SECONDS = 16;

  private final Scene scene;

  DemoScene(long number) {
    this.scene = new World(World.TRAINING_SEED).scene(Split.HELD_OUT, number);
  }

  /** Writes the clip, {@link #SECONDS} long; the ending says how, see {@link ClipWriter}. */
  public void write(Path file) throws IOException {
    WorldClip.writeThereAndBack(scene, file);
  }

  /**
   * What is true of the picture that is shown {@code second} seconds after the clip was first
   * started.
   *
   * @param second 0 or more; beyond {@link #SECONDS} the clip is being repeated
   */
  public Moment moment(double second) {
    double end = SECONDS / 2.0;
    Moment then = scene.moment(end - Math.abs(end - second % SECONDS));
    return new Moment(second, then.seen());
  }
}
