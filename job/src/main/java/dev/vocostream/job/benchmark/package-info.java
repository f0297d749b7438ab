/**
 * Measures of {@code voco bench} that need more than the model.
 *
 * <pre>
 * BenchmarkClip ─► simulated RTSP camera ─┬─► OurDecoding: gate, proxy, child, pipe ─┐
 *                                         └─► FfmpegDecoding: the ffmpeg command ────┴─► DecodeBenchmark
 * </pre>
 */
package dev.vocostream.job.benchmark;
