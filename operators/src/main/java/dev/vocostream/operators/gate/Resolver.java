package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Names to addresses. Called once for each URL that names a host; never for literal addresses. */
@FunctionalInterface
public interface Resolver {
  /** The system's: the hosts file, then DNS. Waits as long as the system does. */
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses of a name, the preferred one first. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
