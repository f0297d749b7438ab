package dev.vocostream.tests.chaos;

import java.util.ArrayList;
import java.util.List;

/** How fast something grows: the median of the slopes between all pairs (Theil and Sen). */
final class Slope {
  private Slope() {}

  /** A pair of values. */
  record Point(double x, double y) {}

  /**
   * One spike, or a third of the points, changes it little.
   *
   * @throws IllegalArgumentException if no two points have different x
   */
  static double of(List<Point> points) {
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
    return median(slopes);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
