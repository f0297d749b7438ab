package dev.vocostream.operators.answer;

import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names alerts by what they are about, so that one that is found again has the same name. */
final class AlertId {
  private static final int BYTES = 16;

  private AlertId() {}

  /**
   * The name of a monitor's definition. Its cameras do not count: what is asked of one camera does
   * not change with the others.
   */
  static String version(Monitor monitor) {
    return hash(
        monitor.text(),
        Long.toString(monitor.everyMillis()),
        String.valueOf(monitor.windowMillis()),
        Double.toString(monitor.raiseAbove()),
        Double.toString(monitor.clearBelow()),
        Long.toString(monitor.coolDownMillis()),
        String.valueOf(monitor.until()));
  }

  /**
   * @param at of the newest frame that was looked at, epoch milliseconds
   */
  static String of(Monitor monitor, String camera, State state, long at) {
    return hash(monitor.id(), version(monitor), camera, state.word(), Long.toString(at));
  }

  /** Each part with its length, so that no two lists of parts are the same bytes. */
  private static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }
}
