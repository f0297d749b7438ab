package dev.vocostream.operators.decode;

import static dev.vocostream.operators.CameraReport.State.BLOCKED;
import static dev.vocostream.operators.CameraReport.State.OFFLINE;
import static dev.vocostream.operators.CameraReport.State.ONLINE;
import static dev.vocostream.operators.CameraReport.State.REFUSED;
import static dev.vocostream.operators.CameraReport.State.STALLED;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.simulated.ProxyFault;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspFault.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What may befall a camera, and what it comes to.
 *
 * @param name for people
 * @param befall makes the camera sick; those that are only met in a new connection cut the old one
 * @param expected one of these states
 * @param said a word of the reason; empty if it stays online
 */
record Sickness(String name, Befall befall, Set<State> expected, String said) {
  /** What is done to the camera. */
  interface Befall {
    void on(SickCamera camera) throws Exception;
  }

  static final List<Sickness> ALL =
      List.of(
          link("refuses connections", ProxyFault.Kind.REFUSE, OFFLINE, "no connection"),
          new Sickness("accepts and is silent", SickCamera::silence, Set.of(STALLED), "within"),
          link("half-open connection", ProxyFault.Kind.STALL, STALLED, "within"),
          link("a byte a second", ProxyFault.Kind.TRICKLE, STALLED, "within"),
          new Sickness(
              "one byte in 1000 wrong",
              camera -> camera.link(ProxyFault.of(ProxyFault.Kind.DAMAGE)),
              EnumSet.of(ONLINE, STALLED, OFFLINE), // whichever byte it is
              ""),
          says("silent at open", Kind.SILENT, STALLED, "within"),
          says("silent after describing", Kind.SILENT_AFTER_DESCRIBE, STALLED, "within"),
          says("silent after PLAY", Kind.SILENT_AFTER_PLAY, STALLED, "within"),
          says("headers without end", Kind.ENDLESS_HEADERS, STALLED, "within"),
          says("not found", Kind.NOT_FOUND, OFFLINE, "404"),
          says("login lost", Kind.UNAUTHORIZED, REFUSED, "401"),
          says("description broken", Kind.BROKEN_SDP, OFFLINE, "cannot be opened"),
          says("other codec than told", Kind.WRONG_CODEC, STALLED, ""),
          new Sickness("redirect", SickCamera::redirect, Set.of(BLOCKED), "redirect"),
          plays("hangs in the middle", Kind.STALL, STALLED, "within"),
          plays("reset in the middle", Kind.RESET, OFFLINE, ""),
          plays("closed in the middle", Kind.CLOSE, OFFLINE, ""),
          plays("random packets", Kind.GARBAGE, STALLED, "within"),
          plays("time leaps an hour ahead", Kind.TIME_JUMP, ONLINE, ""),
          plays("time leaps an hour back", Kind.TIME_BACK, ONLINE, ""),
          plays("time stands still", Kind.TIME_STILL, ONLINE, ""),
          plays("flood of packets", Kind.FLOOD, ONLINE, ""),
          new Sickness("size changes", SickCamera::showOther, Set.of(ONLINE), ""),
          new Sickness("server restarts", SickCamera::restart, Set.of(OFFLINE), ""),
          new Sickness("name lost", SickCamera::loseName, Set.of(OFFLINE), "DNS"),
          new Sickness("name server hangs", SickCamera::hangName, Set.of(OFFLINE), "DNS"));

  /** Of the connection, whatever is said in it. */
  private static Sickness link(String name, ProxyFault.Kind kind, State state, String said) {
    return new Sickness(name, camera -> camera.link(ProxyFault.of(kind)), Set.of(state), said);
  }

  /** What the camera says when it is asked. */
  private static Sickness says(String name, Kind kind, State state, String said) {
    Befall befall =
        camera -> {
          camera.fault(RtspFault.of(kind));
          camera.cut();
        };
    return new Sickness(name, befall, Set.of(state), said);
  }

  /** While it plays. */
  private static Sickness plays(String name, Kind kind, State state, String said) {
    return new Sickness(name, camera -> camera.fault(RtspFault.of(kind)), Set.of(state), said);
  }

  /**
   * Whether it shows.
   *
   * @param frames that came since
   */
  boolean isSeenIn(CameraReport report, int frames) {
    return expected.contains(report.state())
        && report.reason().contains(said)
        && (report.state() != ONLINE || frames >= 20);
  }

  /** Tries with a wrong password are far apart. */
  boolean isSlowToHeal() {
    return said.equals("401");
  }

  @Override
  public String toString() {
    return name;
  }
}
