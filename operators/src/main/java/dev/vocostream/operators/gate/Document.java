package dev.vocostream.operators.gate;

/**
 * A small answer as a whole: a playlist, a key, a segment.
 *
 * @param url where it was in the end: what its references are relative to
 */
public record Document(CheckedUrl url, byte[] bytes) {}
