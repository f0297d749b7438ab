package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Gates for tests, with names that nobody has to look up. */
public final class Gates {
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("cam.example", List.of("93.184.215.14")),
          Map.entry("xn--bcher-kva.example", List.of("2606:2800::1", "93.184.215.14")),
          Map.entry("private.example", List.of("10.0.0.7")),
          Map.entry("mixed.example", List.of("93.184.215.14", "10.0.0.7")),
          Map.entry("mixedmeta.example", List.of("10.0.0.7", "169.254.169.254")),
          Map.entry("meta.example", List.of("169.254.169.254")),
          Map.entry("localhost", List.of("127.0.0.1", "::1")),
          Map.entry("local.example", List.of("127.0.0.1")),
          Map.entry("other.example", List.of("127.0.0.1")),
          Map.entry("empty.example", List.of()));

  /** Names that were asked for, in order. */
  static final class CountingResolver implements Resolver {
    final List<String> asked = new ArrayList<>();

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
      asked.add(host);
      if (!NAMES.containsKey(host)) {
        throw new UnknownHostException(host);
      }
      return NAMES.get(host).stream().map(text -> IpLiteral.parse(text).orElseThrow()).toList();
    }
  }

  private Gates() {}

  /** Where the names of these tests lead. */
  public static Resolver names() {
    return new CountingResolver();
  }

  /** What a fresh installation allows. */
  static GateSettings strict() {
    return GateSettings.of(AddressRule.allowing());
  }

  /** All schemes, and about all that can be listed. */
  static GateSettings lan() {
    AddressRule addresses =
        AddressRule.allowing(
            "10.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "fd00::/8", "224.0.0.0/3");
    return new GateSettings(EnumSet.allOf(Scheme.class), addresses);
  }

  /** HTTP as well, and servers of this machine. */
  static Gate local(Resolver resolver) {
    return new Gate(
        GateSettings.of(AddressRule.allowing("127.0.0.0/8"), Scheme.HTTP, Scheme.UDP), resolver);
  }

  static Gate local() {
    return local(new CountingResolver());
  }
}
