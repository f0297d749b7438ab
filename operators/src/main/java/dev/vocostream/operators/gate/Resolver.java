package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Names to addresses. Called once for each URL that names a host; never for literal addresses. */
@FunctionalInterface
public interface Resolver {
  /** The system's: the hosts file, then DNS. Waits five seconds at most. */
  Resolver SYSTEM =
      new DeadlineResolver(host -> List.of(InetAddress.getAllByName(host)), Duration.ofSeconds(5));

  /** The same, with a limit: for one that may hang. */
  default Resolver within(Duration limit) {
    return new DeadlineResolver(this, limit);
  }

  /** All addresses of a name, the preferred one first. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
