/**
 * Checkpoints that can prove that they are whole. Flink checks no file when it restores: RocksDB's
 * tables have checksums of their own, all else gets a {@link dev.vocostream.job.checkpoint.Seal}.
 */
package dev.vocostream.job.checkpoint;
