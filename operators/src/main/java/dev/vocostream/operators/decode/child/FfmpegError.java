package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.nio.charset.StandardCharsets;

/** What FFmpeg's error numbers mean for an input. */
final class FfmpegError {
  /** Linux's number; FFmpeg passes errors of the system on as negative numbers. */
  private static final int TIMED_OUT = -110;

  private FfmpegError() {}

  /** Why a network camera could not be opened. */
  static Fault ofLive(int error) {
    if (error == AVERROR_HTTP_UNAUTHORIZED() || error == AVERROR_HTTP_FORBIDDEN()) {
      return Fault.DENIED;
    }
    if (error == TIMED_OUT) {
      return Fault.STALLED;
    }
    return error == AVERROR_INVALIDDATA() ? Fault.NOT_A_VIDEO : Fault.UNREACHABLE;
  }

  /** FFmpeg fills a buffer and ends the text with NUL: what is behind it is stale memory. */
  static String words(int error) {
    if (error == AVERROR_EOF() || error == AVERROR_EIO()) {
      return "the connection ended";
    }
    byte[] text = new byte[128];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
