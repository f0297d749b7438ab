package dev.vocostream.operators.decode.child;

import org.bytedeco.ffmpeg.global.avutil;

/**
 * Which FFmpeg the libraries are.
 *
 * @param version as FFmpeg says it
 * @param licence that this build is under
 * @param configuration what it was built with
 */
public record FfmpegBuild(String version, String licence, String configuration) {
  /**
   * @throws UnsatisfiedLinkError if it cannot be loaded here
   */
  public static FfmpegBuild ofThisProcess() {
    return new FfmpegBuild(
        avutil.av_version_info().getString(),
        avutil.avutil_license().getString(),
        avutil.avutil_configuration().getString());
  }
}
