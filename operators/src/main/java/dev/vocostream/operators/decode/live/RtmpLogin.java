package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a login of RTMP may be. FFmpeg takes it from the URL as it stands there, decodes nothing,
 * and has room for 50 bytes each with the zero behind them.
 */
final class RtmpLogin {
  private static final int MOST_BYTES = 49;
  private static final Pattern IMPOSSIBLE = Pattern.compile("[/?#\\s\\p{Cntrl}]");

  private RtmpLogin() {}

  /**
   * @throws VideoException with {@link Fault#DENIED} if it cannot be sent; repeats nothing of it
   */
  static void check(Credentials login) throws VideoException {
    if (!isPossible(login.user()) || !isPossible(login.password())) {
      throw new VideoException(
          Fault.DENIED,
          "a login of RTMP that cannot be sent: user and password may have at most %d bytes each, and no space, /, ? or #"
              .formatted(MOST_BYTES));
    }
  }

  private static boolean isPossible(String part) {
    return part.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        && !IMPOSSIBLE.matcher(part).find();
  }
}
