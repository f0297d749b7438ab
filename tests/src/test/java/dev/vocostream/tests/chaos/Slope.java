package dev.vocostream.tests.chaos;

import java.util.ArrayList;
import java.util.List;

/** How fast something grows: by the slopes between all pairs of points (Theil and Sen). */
final class Slope {
  private static final double NORMAL = 1.96; // 95 % of a normal distribution are within

  private Slope() {}

  /** A pair of values. */
  record Point(double x, double y) {}

  /**
   * The median: one spike, or a third of the points, changes it little.
   *
   * @throws IllegalArgumentException if no two points have different x
   */
  static double of(List<Point> points) {
    return median(slopes(points));
  }

  /** Above which the slope is by one chance in forty: the upper end of Sen's interval of 95 %. */
  static double most(List<Point> points) {
    List<Double> sorted = slopes(points).stream().sorted().toList();
    double n = points.size();
    double spread = NORMAL * Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
    int at = (int) Math.ceil((sorted.size() + spread) / 2);
    return sorted.get(Math.min(at, sorted.size() - 1));
  }

  private static List<Double> slopes(List<Point> points) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        double step = points.get(j).x() - points.get(i).x();
        if (step != 0) {
          slopes.add((points.get(j).y() - points.get(i).y()) / step);
        }
      }
    }
    if (slopes.isEmpty()) {
      throw new IllegalArgumentException("expected points with different x, found " + points);
    }
    return slopes;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
