/**
 * Decoding itself: FFmpeg by its raw presets. What leaves is plain Java; no pointer does. Nothing
 * here knows of Flink, so that it can run in a process of its own.
 */
package dev.vocostream.operators.decode.child;
