package dev.vocostream.model;

/**
 * What the model says.
 *
 * @param text the answer; "yes" or "no" for {@link Prompt.Form#YES_NO}
 * @param probability of "yes"; null for text answers
 * @param attention one weight per frame of the window, summing to one: how much of the model's
 *     attention went there when it began to answer
 * @param tokens how many tokens were generated
 */
public record Reply(String text, Double probability, float[] attention, int tokens) {}
