package dev.vocostream.model.evaluation.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A box by its corners, from the upper left of a square picture whose side is 1, as Shikra writes
 * and reads it: {@code [0.120,0.000,0.500,1.000]}.
 */
public record Box(double x1, double y1, double x2, double y2) {
  /** What stands for an answer that holds no box. */
  public static final Box NONE = new Box(0, 0, 0, 0);

  private static final int DECIMALS = 3;
  private static final float SCALE = 1000;
  private static final String NUMBER = "\\d(?:\\.\\d*)?";
  private static final String FOUR = NUMBER + "(?:," + NUMBER + "){3}";
  private static final Pattern GROUP = Pattern.compile("\\[" + FOUR + "(?:;" + FOUR + ")*\\]");

  /**
   * The box of an answer: the text must hold exactly one bracketed group, and it exactly one box of
   * four numbers, each one digit with or without decimals, separated by commas, without blanks.
   */
  public static Optional<Box> parse(String text) {
    List<String> groups = new ArrayList<>();
    for (Matcher group = GROUP.matcher(text); group.find(); ) {
      groups.add(group.group());
    }
    if (groups.size() != 1 || groups.get(0).contains(";")) {
      return Optional.empty();
    }
    String[] at = groups.get(0).substring(1, groups.get(0).length() - 1).split(",");
    return Optional.of(
        new Box(
            Double.parseDouble(at[0]),
            Double.parseDouble(at[1]),
            Double.parseDouble(at[2]),
            Double.parseDouble(at[3])));
  }

  /**
   * A box in pixels of a picture that is padded to a square: shifted by the bar, divided by the
   * side, clamped to 0..1 and rounded to three decimals.
   */
  public static Box inSquare(List<Double> pixels, int width, int height) {
    int side = Math.max(width, height);
    int right = Square.offset(side, width);
    int down = Square.offset(side, height);
    return new Box(
        part(pixels.get(0) + right, side),
        part(pixels.get(1) + down, side),
        part(pixels.get(2) + right, side),
        part(pixels.get(3) + down, side));
  }

  private static double part(double at, int side) {
    double clamped = Math.max(0, Math.min(at / side, 1));
    return new BigDecimal(clamped).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** As prompts and answers write it, with three decimals. */
  public String text() {
    return DoubleStream.of(x1, y1, x2, y2)
        .mapToObj(at -> new BigDecimal(at).setScale(DECIMALS, RoundingMode.HALF_EVEN))
        .map(BigDecimal::toPlainString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  /**
   * Intersection over union, in 32 bits and thousandths as Shikra computes it, so that a box at the
   * very limit falls on the same side.
   */
  public float iou(Box other) {
    float width = overlap(x1, x2, other.x1, other.x2);
    float height = overlap(y1, y2, other.y1, other.y2);
    float both = width * height;
    return both / (area() + other.area() - both);
  }

  private static float overlap(double from, double to, double otherFrom, double otherTo) {
    float start = Math.max(scaled(from), scaled(otherFrom));
    return Math.max(Math.min(scaled(to), scaled(otherTo)) - start, 0);
  }

  private float area() {
    return (scaled(x2) - scaled(x1)) * (scaled(y2) - scaled(y1));
  }

  private static float scaled(double at) {
    return (float) at * SCALE;
  }
}
