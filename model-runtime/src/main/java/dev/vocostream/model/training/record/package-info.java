/**
 * What a training leaves behind and tells: its log, its checkpoints, its progress. Knows nothing of
 * libtorch.
 */
package dev.vocostream.model.training.record;
