package dev.vocostream.operators.gate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be dialled. Of the ranges that are not the public Internet, those the
 * operator lists; of the public Internet, all or only what is listed. Addresses from which clouds
 * hand out keys, and those that name no host, cannot be listed. An IPv6 address that stands for an
 * IPv4 address (NAT64, 6to4, Teredo, ISATAP) must be allowed as both.
 *
 * @param listed ranges the operator allows
 * @param internet whether public addresses need not be listed
 */
public record AddressRule(List<Cidr> listed, boolean internet) {
  /** Ranges that no list opens, however wide. Sources: the clouds' documentation. */
  private static final List<Range> NEVER =
      List.of(
          new Range("0.0.0.0/8", "unspecified"),
          new Range("255.255.255.255", "the broadcast address"),
          new Range("::", "unspecified"),
          new Range("169.254.169.254", "a cloud's metadata service"),
          new Range("169.254.170.2", "a cloud's metadata service"),
          new Range("169.254.170.23", "a cloud's metadata service"),
          new Range("100.100.100.200", "a cloud's metadata service"),
          new Range("168.63.129.16", "a cloud's metadata service"),
          new Range("192.0.0.192", "a cloud's metadata service"),
          new Range("fd00:ec2::254", "a cloud's metadata service"),
          new Range("fd00:ec2::23", "a cloud's metadata service"),
          new Range("fd20:ce::254", "a cloud's metadata service"));

  /** Ranges that have to be listed. Source: IANA's special-purpose registries. */
  private static final List<Range> SPECIAL =
      List.of(
          new Range("127.0.0.0/8", "loopback"),
          new Range("::1", "loopback"),
          new Range("169.254.0.0/16", "link-local"),
          new Range("fe80::/10", "link-local"),
          new Range("10.0.0.0/8", "private"),
          new Range("172.16.0.0/12", "private"),
          new Range("192.168.0.0/16", "private"),
          new Range("fc00::/7", "unique-local"),
          new Range("fec0::/10", "site-local"),
          new Range("100.64.0.0/10", "shared by carriers"),
          new Range("224.0.0.0/4", "multicast"),
          new Range("ff00::/8", "multicast"),
          new Range("192.0.0.0/24", "reserved"),
          new Range("192.0.2.0/24", "reserved for documentation"),
          new Range("198.51.100.0/24", "reserved for documentation"),
          new Range("203.0.113.0/24", "reserved for documentation"),
          new Range("2001:db8::/32", "reserved for documentation"),
          new Range("192.88.99.0/24", "a 6to4 relay"),
          new Range("198.18.0.0/15", "reserved for benchmarks"),
          new Range("240.0.0.0/4", "reserved"));

  private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");

  private record Range(Cidr cidr, String kind) {
    Range(String cidr, String kind) {
      this(Cidr.parse(cidr), kind);
    }
  }

  public AddressRule {
    listed = List.copyOf(listed);
  }

  /** The Internet, and these ranges. */
  public static AddressRule allowing(String... ranges) {
    return new AddressRule(Arrays.stream(ranges).map(Cidr::parse).toList(), true);
  }

  /** Why this address may not be dialled; empty: it may. */
  public Optional<String> refusal(InetAddress address) {
    Optional<Range> never = in(NEVER, address);
    if (never.isPresent()) {
      return Optional.of(
          "%s is %s and never allowed".formatted(address.getHostAddress(), never.get().kind));
    }
    for (InetAddress inner : EmbeddedIpv4.of(address)) {
      Optional<String> refused = refusal(inner);
      if (refused.isPresent()) {
        return Optional.of(
            "%s stands for %s; %s"
                .formatted(address.getHostAddress(), inner.getHostAddress(), refused.get()));
      }
    }
    if (EmbeddedIpv4.isNat64(address)
        || listed.stream().anyMatch(range -> range.contains(address))) {
      return Optional.empty();
    }
    return kind(address)
        .map(
            kind ->
                "%s is %s and not listed; if a camera is there, list its range among the allowed"
                    .formatted(address.getHostAddress(), kind));
  }

  private Optional<String> kind(InetAddress address) {
    Optional<Range> special = in(SPECIAL, address);
    if (special.isPresent()) {
      return Optional.of(special.get().kind + " (" + special.get().cidr + ")");
    }
    if (address instanceof Inet6Address && !GLOBAL_V6.contains(address)) {
      return Optional.of("outside the global addresses (2000::/3)");
    }
    return internet ? Optional.empty() : Optional.of("a public address");
  }

  private static Optional<Range> in(List<Range> ranges, InetAddress address) {
    return ranges.stream().filter(range -> range.cidr.contains(address)).findFirst();
  }
}
