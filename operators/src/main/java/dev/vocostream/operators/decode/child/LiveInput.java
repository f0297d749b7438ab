package dev.vocostream.operators.decode.child;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * A network camera as a decoder sees it: a port of this machine, what is spoken there, and the
 * camera's credentials. Where the camera is, a decoder is not told. Not a record and not
 * serializable, as it may hold a password.
 */
public final class LiveInput {
  /** The user of an SRT camera's secret where the stream has no id. */
  public static final String NO_STREAM_ID = "-";

  /** What is spoken at the port. The demuxer is never guessed from what a camera sends. */
  public enum Kind {
    /** RTSP, with media in the same connection. */
    RTSP(
        "rtsp",
        "tcp",
        "timeout",
        Map.of(
            "rtsp_transport", "tcp",
            "allowed_media_types", "video",
            "reorder_queue_size", "4")), // as it may have come in datagrams, see RATIONALE.md
    RTMP("flv", "rtmp,tcp", "rw_timeout", Map.of("rtmp_live", "live")),
    /** Bytes of an MPEG transport stream. */
    MPEGTS("mpegts", "tcp", "timeout", Map.of()),
    /** Bytes of a multipart stream of JPEG pictures. */
    MPJPEG("mpjpeg", "tcp", "timeout", Map.of()),
    /** Bytes of fragmented MP4. */
    MP4("mov", "tcp", "timeout", Map.of()),
    /** Bytes of Flash video. */
    FLV("flv", "tcp", "timeout", Map.of()),
    /** An MPEG transport stream by SRT, for which the decoder calls. */
    SRT("mpegts", "srt", "timeout", Map.of("mode", "caller"));

    private final String demuxer;
    private final String protocols;
    private final String timeoutOption;
    private final Map<String, String> own;

    Kind(String demuxer, String protocols, String timeoutOption, Map<String, String> own) {
      this.demuxer = demuxer;
      this.protocols = protocols;
      this.timeoutOption = timeoutOption;
      this.own = own;
    }

    String demuxer() {
      return demuxer;
    }

    /** The names that FFmpeg's demuxer goes by; a demuxer may have several. */
    String formats() {
      return this == MP4 ? "mov,mp4" : demuxer;
    }

    /** In microseconds. For RTMP {@code timeout} would mean to listen. */
    String timeoutOption() {
      return timeoutOption;
    }

    Map<String, String> options() {
      Map<String, String> all = new HashMap<>(own);
      all.put("protocol_whitelist", protocols);
      return all;
    }

    /** Whether pictures say when they were taken; FFmpeg invents 25 a second if they do not. */
    boolean hasMediaTime() {
      return this != MPJPEG;
    }

    /** Whether the port gives the stream's bytes to whoever connects. */
    public boolean isBytes() {
      return this != RTSP && this != RTMP && this != SRT;
    }
  }

  private final Kind kind;
  private final String name;
  private final URI url;
  private final String userInfo;
  private final Duration patience;

  /**
   * @param name for messages, without credentials
   * @param url on this machine, without credentials
   * @param userInfo {@code user:password}, percent-encoded; empty: none
   * @param patience how long the camera may send nothing; opening may take as long
   */
  public LiveInput(Kind kind, String name, URI url, String userInfo, Duration patience) {
    String scheme = kind.isBytes() ? "tcp" : kind.name().toLowerCase(Locale.ROOT);
    if (!scheme.equals(url.getScheme())
        || !"127.0.0.1".equals(url.getHost())
        || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a decoder is given %s://127.0.0.1:port without a user for %s, was given %s at %s"
              .formatted(scheme, kind, url.getScheme(), url.getHost()));
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience must be positive, was " + patience);
    }
    this.kind = kind;
    this.name = name;
    this.url = url;
    this.userInfo = userInfo;
    this.patience = patience;
  }

  public Kind kind() {
    return kind;
  }

  /** For messages, without credentials. */
  public String name() {
    return name;
  }

  /** Without credentials. */
  public URI url() {
    return url;
  }

  /** {@code user:password}, percent-encoded; empty: none. */
  public String userInfo() {
    return userInfo;
  }

  /** How long the camera may send nothing. */
  public Duration patience() {
    return patience;
  }

  /** What FFmpeg is told beside the URL; the passphrase of SRT is among it. */
  Map<String, String> options() {
    Map<String, String> all = kind.options();
    if (kind == Kind.SRT && !userInfo.isEmpty()) {
      String[] both = userInfo.split(":", 2);
      put(all, "streamid", both[0].equals(NO_STREAM_ID) ? "" : both[0]);
      put(all, "passphrase", both[1]);
    }
    return all;
  }

  private static void put(Map<String, String> options, String key, String encoded) {
    if (!encoded.isEmpty()) {
      options.put(key, decoded(encoded));
    }
  }

  private static String decoded(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  /** As FFmpeg reads it: a login of RTMP is sent as it stands here, others are decoded first. */
  String urlWithCredentials() {
    String text = url.toString();
    String login = kind == Kind.RTMP ? decoded(userInfo) : userInfo;
    return login.isEmpty() || kind == Kind.SRT
        ? text
        : text.replaceFirst("://", "://" + Matcher.quoteReplacement(login) + "@");
  }

  @Override
  public String toString() {
    return "LiveInput[%s, %s]".formatted(kind, name);
  }
}
