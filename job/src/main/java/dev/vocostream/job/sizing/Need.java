package dev.vocostream.job.sizing;

/**
 * One line of a plan.
 *
 * @param name such as {@code disk}
 * @param amount in {@code unit}
 * @param unit {@code B}, {@code B/s}, {@code cores} or what is counted
 * @param sum how it comes about, with the numbers
 */
public record Need(String name, double amount, String unit, String sum) {}
