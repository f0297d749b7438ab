package dev.vocostream.model.evaluation.metric;

/** How often yes and no were said and right; yes is positive. Ratios over nothing are 0. */
public final class YesNoCounts {
  private int truePositive;
  private int falsePositive;
  private int trueNegative;
  private int falseNegative;

  public void add(boolean isYes, boolean saysYes) {
    if (isYes) {
      truePositive += saysYes ? 1 : 0;
      falseNegative += saysYes ? 0 : 1;
    } else {
      falsePositive += saysYes ? 1 : 0;
      trueNegative += saysYes ? 0 : 1;
    }
  }

  public int total() {
    return truePositive + falsePositive + trueNegative + falseNegative;
  }

  public double accuracy() {
    return ratio(truePositive + trueNegative, total());
  }

  public double precision() {
    return ratio(truePositive, truePositive + falsePositive);
  }

  public double recall() {
    return ratio(truePositive, truePositive + falseNegative);
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative);
  }

  public double yesRatio() {
    return ratio(truePositive + falsePositive, total());
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
