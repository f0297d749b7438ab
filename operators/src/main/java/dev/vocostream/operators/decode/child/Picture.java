package dev.vocostream.operators.decode.child;

/**
 * A decoded picture.
 *
 * @param rgb 8-bit RGB, rows top to bottom, no padding: width x height x 3 bytes
 */
public record Picture(int width, int height, byte[] rgb) {}
