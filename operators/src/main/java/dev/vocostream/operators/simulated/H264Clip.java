package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of H.264 at a constant rate, to be played over and over: picture {@code n} is the same
 * as picture {@code n + size()}. The first is a key picture.
 */
public final class H264Clip {
  /**
   * One picture.
   *
   * @param units NAL units without start codes, in decoding order
   * @param key decoding can begin here
   */
  record Picture(List<byte[]> units, boolean key) {}

  private final List<Picture> pictures;
  private final byte[] sequenceParameters;
  private final byte[] pictureParameters;
  private final double fps;

  private H264Clip(List<Picture> pictures, byte[] sps, byte[] pps, double fps) {
    this.pictures = pictures;
    this.sequenceParameters = sps;
    this.pictureParameters = pps;
    this.fps = fps;
  }

  /**
   * Reads an elementary stream with start codes, as a {@code ClipWriter} makes it for {@code
   * .h264}.
   *
   * @param fps pictures a second; such a stream does not say it
   */
  public static H264Clip read(Path file, double fps) throws IOException {
    List<byte[]> units = AnnexB.units(Files.readAllBytes(file));
    List<Picture> pictures = AnnexB.pictures(units);
    if (pictures.isEmpty() || !pictures.get(0).key()) {
      throw new IOException(
          file
              + ": "
              + units.size()
              + " units of H.264, expected a stream that begins with a key picture");
    }
    return new H264Clip(
        pictures, first(units, AnnexB.SPS, file), first(units, AnnexB.PPS, file), fps);
  }

  private static byte[] first(List<byte[]> units, int type, Path file) throws IOException {
    return units.stream()
        .filter(unit -> AnnexB.type(unit) == type)
        .findFirst()
        .orElseThrow(() -> new IOException(file + ": no H.264 unit of type " + type));
  }

  /** Pictures until the clip begins again. */
  public int size() {
    return pictures.size();
  }

  /** Pictures a second. */
  public double fps() {
    return fps;
  }

  Picture picture(long number) {
    return pictures.get((int) (number % pictures.size()));
  }

  /** The first picture at or after {@code number} where decoding can begin. */
  long keyFrom(long number) {
    long at = number;
    while (!picture(at).key()) {
      at++;
    }
    return at;
  }

  byte[] sequenceParameters() {
    return sequenceParameters;
  }

  byte[] pictureParameters() {
    return pictureParameters;
  }
}
