package dev.vocostream.model.world;

/**
 * A ninth of the picture.
 *
 * <pre>
 *   top left      top      top right
 *   left          centre   right
 *   bottom left   bottom   bottom right
 * </pre>
 */
public enum Place {
  TOP_LEFT("top left"),
  TOP("top"),
  TOP_RIGHT("top right"),
  LEFT("left"),
  CENTRE("centre"),
  RIGHT("right"),
  BOTTOM_LEFT("bottom left"),
  BOTTOM("bottom"),
  BOTTOM_RIGHT("bottom right");

  private final String words;

  Place(String words) {
    this.words = words;
  }

  /** As questions and answers call it. */
  public String words() {
    return words;
  }

  /**
   * The ninth a point lies in.
   *
   * @param x from the left edge, 0 to 1
   * @param y from the upper edge, 0 to 1
   */
  public static Place of(double x, double y) {
    return values()[3 * ninth(y) + ninth(x)];
  }

  private static int ninth(double at) {
    return Math.min(2, Math.max(0, (int) (at * 3)));
  }
}
