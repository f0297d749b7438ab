/**
 * How right a model is, on public benchmarks that the user has on disk. {@link
 * dev.vocostream.model.evaluation.data.PublicBenchmarks} opens one, {@link
 * dev.vocostream.model.evaluation.BenchmarkRun} asks its questions and goes on where an earlier run
 * stopped; readers are in {@code data}, the rules that make a score of answers in {@code metric}.
 * Which files go where is in {@code EVALUATION.md} of this module.
 */
package dev.vocostream.model.evaluation;
