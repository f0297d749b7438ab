package dev.vocostream.operators.decode.child;

import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/** FFmpeg in this process. */
final class FfmpegLibraries {
  private FfmpegLibraries() {}

  /**
   * Loads them, if nobody has. To be called before any other class of JavaCPP is used: a thread
   * that is in such a class's initializer and one that loads the model's library wait for each
   * other for ever. Whoever loads a library holds JavaCPP's loader, so that one is done before the
   * next.
   */
  static void load() {
    synchronized (Loader.class) {
      Loader.load(avutil.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      Loader.load(swscale.class);
    }
  }
}
