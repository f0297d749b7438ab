package dev.vocostream.operators.decode.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How FFmpeg opens an input: what it may open, and for how long it may be busy with it.
 *
 * @param name for messages; without credentials
 * @param url for FFmpeg alone, with its protocol; may hold credentials
 * @param demuxer by name; null: FFmpeg finds out which of those on its list it is
 * @param options for {@code avformat_open_input}; one that FFmpeg does not know is an error
 * @param live whether it is a camera on the network, which has neither beginning nor end
 */
record InputRules(
    String name,
    String url,
    String demuxer,
    Map<String, String> options,
    Duration openLimit,
    Duration readLimit,
    boolean live) {
  static final String CODECS =
      "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,libdav1d,libaom-av1,mpeg4,mjpeg";

  private static final String FILE_FORMATS =
      "mov,mp4,matroska,webm,avi,mpegts,h264,hevc,mjpeg,jpeg_pipe";

  InputRules {
    options = Map.copyOf(options);
  }

  /**
   * The protocol is spelled out and whitelisted, so that no name and no content of a file makes
   * FFmpeg open another one.
   */
  static InputRules of(Path file) {
    return new InputRules(
        file.toString(),
        "file:" + file.toAbsolutePath(),
        null,
        Map.of(
            "protocol_whitelist", "file",
            "format_whitelist", FILE_FORMATS,
            "codec_whitelist", CODECS,
            "max_streams", "8",
            "probesize", "5000000",
            "analyzeduration", "5000000"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        false);
  }

  static InputRules of(LiveInput input) {
    Map<String, String> options = new LinkedHashMap<>(input.options());
    options.put("format_whitelist", input.kind().formats());
    options.put("codec_whitelist", CODECS);
    options.put("max_streams", "8");
    options.put("probesize", "2000000");
    options.put("analyzeduration", "2000000");
    options.put("fpsprobesize", "0"); // a second less to wait; the rate is not needed
    String micros = String.valueOf(input.patience().toNanos() / 1000);
    options.put(input.kind().timeoutOption(), micros);
    return new InputRules(
        input.name(),
        input.urlWithCredentials(),
        input.kind().demuxer(),
        options,
        input.patience(),
        input.patience(),
        true);
  }

  /** With credentials left out. */
  @Override
  public String toString() {
    return "InputRules[%s]".formatted(name);
  }
}
