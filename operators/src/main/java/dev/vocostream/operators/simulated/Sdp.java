package dev.vocostream.operators.simulated;

import java.util.Base64;
import java.util.Locale;

/** How a camera describes what it sends (RFC 8866, RFC 6184 8.1). */
final class Sdp {
  private Sdp() {}

  static String of(H264Clip clip) {
    Base64.Encoder base64 = Base64.getEncoder();
    byte[] sps = clip.sequenceParameters();
    String parameters =
        base64.encodeToString(sps) + "," + base64.encodeToString(clip.pictureParameters());
    return """
    v=0
    o=- 0 0 IN IP4 127.0.0.1
    s=camera
    c=IN IP4 0.0.0.0
    t=0 0
    a=control:*
    m=video 0 RTP/AVP %1$d
    a=rtpmap:%1$d H264/%2$d
    a=fmtp:%1$d packetization-mode=1;profile-level-id=%3$02X%4$02X%5$02X;sprop-parameter-sets=%6$s
    a=framerate:%7$s
    a=control:track0
    """
        .formatted(
            RtpPacketizer.PAYLOAD_TYPE,
            RtpPacketizer.CLOCK_HZ,
            sps[1],
            sps[2],
            sps[3],
            parameters,
            String.format(Locale.ROOT, "%.3f", clip.fps()))
        .replace("\n", "\r\n");
  }

  /** Of another codec, which nothing in the pictures is. */
  static String ofH265(String sdp) {
    return sdp.replace("H264/90000", "H265/90000").replaceAll("a=fmtp:.*\r\n", "");
  }

  /** No media, unreadable numbers, and a line that never ends well. */
  static String broken(String sdp) {
    return sdp.replace("m=video 0", "m=vid\u0000eo 99999999999")
            .replace("H264/90000", "H264/-1")
            .replace("sprop-parameter-sets=", "sprop-parameter-sets=%%%")
        + "a="
        + "x".repeat(20_000);
  }
}
