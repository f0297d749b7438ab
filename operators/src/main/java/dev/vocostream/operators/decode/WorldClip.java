package dev.vocostream.operators.decode;

import dev.vocostream.model.world.Scene;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Scenes of the world as video files: the pictures that a model is trained on, through a real
 * encoder. Picture {@code n} is the scene {@code n / FPS} seconds after its beginning.
 */
public final class WorldClip {
  /** Width and height in pixels. */
  public static final int SIDE = 384;

  /** Pictures a second. */
  public static final int FPS = 10;

  private WorldClip() {}

  /** Writes a scene from its beginning to its end; the ending says how, see {@link ClipWriter}. */
  public static void write(Scene scene, Path file) throws IOException {
    try (ClipWriter clip = new ClipWriter(file, SIDE, SIDE, FPS)) {
      for (int picture = 0; picture < pictures(scene); picture++) {
        clip.add(scene.draw((double) picture / FPS, SIDE));
      }
    }
  }

  /**
   * Writes a scene to its end and back to its beginning: twice its length, and no jump where it is
   * played again.
   */
  public static void writeThereAndBack(Scene scene, Path file) throws IOException {
    int end = pictures(scene);
    try (ClipWriter clip = new ClipWriter(file, SIDE, SIDE, FPS)) {
      for (int picture = 0; picture < 2 * end; picture++) {
        clip.add(scene.draw((double) (end - Math.abs(end - picture)) / FPS, SIDE));
      }
    }
  }

  private static int pictures(Scene scene) {
    return (int) Math.round(scene.seconds() * FPS);
  }
}
