/** Readers of public benchmarks, each with the questions as its convention words them. */
package dev.vocostream.model.evaluation.data;
