package dev.vocostream.model.training;

/**
 * What an update was like.
 *
 * @param ce mean cross-entropy of a target, nats
 * @param kl mean divergence from the teacher, nats; 0 without one
 * @param right part of the targets that were the likeliest choice, 0 to 1
 * @param gradientNorm before clipping
 * @param rate the learning rate
 */
public record Update(double ce, double kl, double right, double gradientNorm, double rate) {}
