package dev.vocostream.operators.decode.child;

import org.bytedeco.ffmpeg.global.avutil;

/** Which FFmpeg the libraries are; each question loads them, if nobody has. */
public final class FfmpegBuild {
  private FfmpegBuild() {}

  /**
   * @throws UnsatisfiedLinkError if it cannot be loaded here
   */
  public static String version() {
    return avutil.av_version_info().getString();
  }

  /** That this build is under. */
  public static String licence() {
    return avutil.avutil_license().getString();
  }

  /** What it was built with. */
  public static String configuration() {
    return avutil.avutil_configuration().getString();
  }
}
