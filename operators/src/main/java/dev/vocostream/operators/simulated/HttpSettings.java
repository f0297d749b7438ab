package dev.vocostream.operators.simulated;

import java.net.InetAddress;
import java.util.Map;

/**
 * A simulated HTTP camera.
 *
 * @param address where it listens
 * @param port 0 takes any that is free
 * @param login what it asks of its clients
 * @param pages by path; one that ends in a slash has all the names below it
 */
public record HttpSettings(
    InetAddress address, int port, CameraLogin login, Map<String, HttpPage> pages) {
  public HttpSettings {
    pages = Map.copyOf(pages);
  }

  /** On loopback, any port, no login. */
  public static HttpSettings of(Map<String, HttpPage> pages) {
    return new HttpSettings(InetAddress.getLoopbackAddress(), 0, CameraLogin.NONE, pages);
  }

  public HttpSettings withPort(int chosen) {
    return new HttpSettings(address, chosen, login, pages);
  }

  public HttpSettings withLogin(CameraLogin wanted) {
    return new HttpSettings(address, port, wanted, pages);
  }
}
