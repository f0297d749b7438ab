/** What all stages need to be measured; knows none of them. */
package dev.vocostream.operators.metrics;
