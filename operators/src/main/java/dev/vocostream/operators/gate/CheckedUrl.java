package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A URL that passed the gate, and the one address that is dialled for it. Nobody resolves its name
 * again, so the name cannot lead elsewhere later. Only {@link Gate} makes these.
 */
public final class CheckedUrl {
  private final CameraUrl url;
  private final InetAddress address;

  CheckedUrl(CameraUrl url, InetAddress address) {
    this.url = url;
    this.address = address;
  }

  public CameraUrl url() {
    return url;
  }

  /** The same, opened with these. */
  public CheckedUrl with(Credentials credentials) {
    return new CheckedUrl(url.with(credentials), address);
  }

  InetAddress ip() {
    return address;
  }

  /** Where to connect to. */
  public InetSocketAddress address() {
    return new InetSocketAddress(address, url.port());
  }

  @Override
  public String toString() {
    return url + " at " + address.getHostAddress();
  }
}
