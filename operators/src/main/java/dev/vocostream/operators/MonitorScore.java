package dev.vocostream.operators;

/**
 * What a monitor found, as the contract on {@code voco.scores} has it.
 *
 * @param monitor id of the monitor
 * @param at time of the newest frame that was looked at, epoch milliseconds
 * @param probability of yes
 */
public record MonitorScore(String monitor, String camera, long at, double probability) {}
