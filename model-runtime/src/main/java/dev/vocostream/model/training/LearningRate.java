package dev.vocostream.model.training;

/**
 * Rises in a straight line, then falls along half a cosine to zero.
 *
 * @param peak the highest rate
 * @param warmup part of all steps until it is reached, 0 to 1
 * @param steps of the stage
 */
record LearningRate(double peak, double warmup, long steps) {

  /**
   * @param step counted from zero
   */
  double at(long step) {
    double rising = Math.max(1, warmup * steps);
    if (step < rising) {
      return peak * (step + 1) / rising;
    }
    double done = (step - rising) / Math.max(1, steps - rising);
    return peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
  }
}
