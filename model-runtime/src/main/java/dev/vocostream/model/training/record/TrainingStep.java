package dev.vocostream.model.training.record;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known after a step. A figure that was not taken is NaN.
 *
 * @param step counted from 1 over all stages of a training
 * @param stage of the recipe, by name
 * @param examples learnt from so far
 * @param loss what was minimised
 * @param crossEntropy its part that compares with the words to learn
 * @param divergence its part that compares with the teacher (KL)
 * @param rate the learning rate
 * @param gradientNorm before clipping
 * @param examplesPerSecond lately
 * @param secondsLeft until the last step of its stage, as far as can be told
 * @param accuracy 0 to 1, by type of question; empty where nothing was evaluated
 */
public record TrainingStep(
    long step,
    String stage,
    long examples,
    double loss,
    double crossEntropy,
    double divergence,
    double rate,
    double gradientNorm,
    double examplesPerSecond,
    double secondsLeft,
    Map<String, Double> accuracy) {
  public TrainingStep {
    accuracy = Collections.unmodifiableMap(new TreeMap<>(accuracy));
  }
}
