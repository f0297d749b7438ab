/**
 * Examples from the disk of whoever trains, by number: {@link
 * dev.vocostream.model.training.data.LlavaExamples} and {@link
 * dev.vocostream.model.training.data.VideoExamples} read, {@link
 * dev.vocostream.model.training.data.Shuffled} puts in order. Knows nothing of libtorch.
 */
package dev.vocostream.model.training.data;
