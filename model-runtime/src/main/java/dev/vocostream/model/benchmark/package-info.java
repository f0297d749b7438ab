/** How fast a model is, and under which conditions: {@code voco bench model}. */
package dev.vocostream.model.benchmark;
