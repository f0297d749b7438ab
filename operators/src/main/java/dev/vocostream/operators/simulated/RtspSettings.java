package dev.vocostream.operators.simulated;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A simulated RTSP camera.
 *
 * @param clip what it shows, over and over
 * @param address where it listens
 * @param port 0 takes any that is free
 * @param path of its URL, from the slash on
 * @param clockSkew how far its clock, which its sender reports tell, is ahead of the true time at
 *     first
 * @param reportEvery between sender reports, the first one that long after PLAY; zero for none
 * @param login what it asks of its clients
 * @param datagramsOnly whether it sends media in datagrams alone, and not in its connections
 */
public record RtspSettings(
    H264Clip clip,
    InetAddress address,
    int port,
    String path,
    Duration clockSkew,
    Duration reportEvery,
    CameraLogin login,
    boolean datagramsOnly) {

  /** On loopback, any port, a true clock, no login. */
  public static RtspSettings of(H264Clip clip) {
    return new RtspSettings(
        clip,
        InetAddress.getLoopbackAddress(),
        0,
        "/live",
        Duration.ZERO,
        Duration.ofSeconds(1),
        CameraLogin.NONE,
        false);
  }

  public RtspSettings withPort(int chosen) {
    return new RtspSettings(
        clip, address, chosen, path, clockSkew, reportEvery, login, datagramsOnly);
  }

  public RtspSettings withClockSkew(Duration ahead) {
    return new RtspSettings(clip, address, port, path, ahead, reportEvery, login, datagramsOnly);
  }

  public RtspSettings withReportEvery(Duration interval) {
    return new RtspSettings(clip, address, port, path, clockSkew, interval, login, datagramsOnly);
  }

  public RtspSettings withLogin(CameraLogin wanted) {
    return new RtspSettings(
        clip, address, port, path, clockSkew, reportEvery, wanted, datagramsOnly);
  }

  /** Refuses to send media in its connections. */
  public RtspSettings withDatagramsOnly() {
    return new RtspSettings(clip, address, port, path, clockSkew, reportEvery, login, true);
  }
}
