/**
 * How large a machine park must be for a load, from figures that were measured or are assumed, each
 * with its source. Pure: asks no machine.
 */
package dev.vocostream.job.sizing;
