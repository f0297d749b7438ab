package dev.vocostream.job.supply;

import java.util.List;

/**
 * A library that is linked into another's file, where neither Maven nor a scanner of files sees it.
 *
 * @param option of FFmpeg's configuration that brings it in; empty where none names it
 * @param product as the lists of vulnerabilities call maker and product, {@code maker:product};
 *     empty where none is known
 * @param version empty where the file does not say it
 * @param trace bytes of the file, Latin-1, that say the version, %s; empty where it does not
 */
record Linked(
    String name, String option, String product, String version, String licence, String trace) {
  /** Kept by hand. A test looks for each trace, and for an entry of each option. */
  static final List<Linked> INTO_FFMPEG =
      List.of(
          new Linked("OpenSSL", "openssl", "openssl:openssl", "3.5.7", "Apache-2.0", "OpenSSL %s "),
          new Linked("zlib", "zlib", "zlib:zlib", "1.3.2", "Zlib", " deflate %s "),
          new Linked("libxml2", "libxml2", "xmlsoft:libxml2", "2.9.12", "MIT", "\00020912\000"),
          new Linked("SRT", "libsrt", "", "1.5.6", "MPL-2.0", "/srt-%s/"),
          new Linked(
              "LAME", "libmp3lame", "lame_project:lame", "3.100", "LGPL-2.0-or-later", "LAME%s"),
          new Linked(
              "libvpx",
              "libvpx",
              "webmproject:libvpx",
              "1.16.0",
              "BSD-3-Clause",
              "VP9 Decoder v%s"),
          new Linked(
              "libaom", "libaom", "aomedia:aomedia", "3.14.1", "BSD-2-Clause", "AV1 Decoder v%s"),
          new Linked("SVT-AV1", "libsvtav1", "", "4.2.0", "BSD-3-Clause-Clear", "/SVT-AV1-v%s/"),
          new Linked("Opus", "libopus", "opus-codec:opus", "1.3.1", "BSD-3-Clause", "libopus %s"),
          new Linked(
              "HarfBuzz",
              "libharfbuzz",
              "harfbuzz_project:harfbuzz",
              "14.3.0",
              "MIT",
              "\000%s\000"),
          new Linked("OpenH264", "libopenh264", "cisco:openh264", "", "BSD-2-Clause", ""),
          new Linked("libwebp", "libwebp", "webmproject:libwebp", "", "BSD-3-Clause", ""),
          new Linked("Speex", "libspeex", "xiph:speex", "", "BSD-3-Clause", ""),
          new Linked("FreeType", "libfreetype", "freetype:freetype", "", "FTL", ""),
          new Linked("zimg", "libzimg", "", "", "WTFPL", ""),
          new Linked("OpenCORE AMR-NB", "libopencore-amrnb", "", "", "Apache-2.0", ""),
          new Linked("OpenCORE AMR-WB", "libopencore-amrwb", "", "", "Apache-2.0", ""),
          new Linked("VisualOn AMR-WB encoder", "libvo-amrwbenc", "", "", "Apache-2.0", ""),
          new Linked("Intel Media SDK dispatcher", "libmfx", "", "", "MIT", ""));

  /** What libtorch says it was built with. */
  static final Linked INTO_TORCH =
      new Linked("oneDNN", "", "", "3.12.0", "Apache-2.0", "MKL-DNN v%s ");

  /** Words of the configuration that bring no code of others in: ways to build, to other files. */
  static final List<String> NOT_LINKED =
      List.of(
          "shared",
          "version3",
          "runtime-cpudetect",
          "pthreads",
          "vulkan",
          "hwaccel=h264_vulkan",
          "hwaccel=hevc_vulkan",
          "hwaccel=av1_vulkan",
          "libdrm",
          "cuda",
          "cuvid",
          "nvenc",
          "libxcb",
          "libpulse");

  boolean isFound(String bytes) {
    return bytes.contains(trace.formatted(version));
  }

  /** As lists of vulnerabilities name it; empty where they do not, or no version is known. */
  String cpe() {
    return product.isEmpty() || version.isEmpty()
        ? ""
        : "cpe:2.3:a:%s:%s:*:*:*:*:*:*:*".formatted(product, version);
  }
}
