/**
 * What a camera remembers: one entry per frame, in frame time, bounded by a {@link
 * dev.vocostream.state.Retention}. Plain Java; the package {@code flink} binds it to keyed state.
 */
package dev.vocostream.state;
