package dev.vocostream.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/** Values that the scripts in tests/python computed with implementations that are not ours. */
public final class Goldens {
  private Goldens() {}

  /** A file of goldens.py. */
  public static JsonNode read(String name) {
    return resource("/goldens/" + name);
  }

  /** A file of parity.py. */
  public static JsonNode parity(String name) {
    return resource("/parity/" + name);
  }

  private static JsonNode resource(String path) {
    try (InputStream in = Goldens.class.getResourceAsStream(path)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static long[] longs(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  public static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  /** The script's pictures: a linear congruential generator, row by row. */
  public static RgbImage picture(int seed, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    long state = seed;
    for (int i = 0; i < rgb.length; i++) {
      state = (state * 1103515245 + 12345) % (1L << 31);
      rgb[i] = (byte) (state >> 16);
    }
    return new RgbImage(width, height, rgb);
  }
}
