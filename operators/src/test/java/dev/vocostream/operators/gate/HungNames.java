package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** A process whose system cannot resolve names, and says nothing of it. */
final class HungNames {
  private HungNames() {}

  public static void main(String[] arguments) {
    Resolver system = host -> List.of(InetAddress.getAllByName(host));
    Gate gate = new Gate(Gates.strict(), new DeadlineResolver(system, Duration.ofMillis(200)));
    try {
      System.out.println("admitted " + gate.check("rtsp://yard.example"));
    } catch (BlockedUrlException e) {
      System.out.print(e.reason() + " " + e.getMessage() + "\n");
    }
  }
}
