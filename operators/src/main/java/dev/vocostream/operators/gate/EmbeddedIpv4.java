package dev.vocostream.operators.gate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * The IPv4 addresses that a packet to an IPv6 address may end at. Mapped addresses ({@code
 * ::ffff:a.b.c.d}) are none of these: Java has made them IPv4 already.
 */
final class EmbeddedIpv4 {
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final Cidr TRANSLATED = Cidr.parse("0:0:0:0:ffff::/96");

  private EmbeddedIpv4() {}

  /** RFC 6052's well-known prefix: nothing but the embedded address counts. */
  static boolean isNat64(InetAddress address) {
    return NAT64.contains(address);
  }

  static List<InetAddress> of(InetAddress address) {
    List<InetAddress> inner = new ArrayList<>();
    if (!(address instanceof Inet6Address)) {
      return inner;
    }
    byte[] bytes = address.getAddress();
    if (NAT64.contains(address) || TRANSLATED.contains(address) || isCompatible(address)) {
      inner.add(at(bytes, 12, 0));
    }
    if (SIX_TO_FOUR.contains(address)) {
      inner.add(at(bytes, 2, 0));
    }
    if (TEREDO.contains(address)) {
      inner.add(at(bytes, 4, 0));
      inner.add(at(bytes, 12, 0xff)); // RFC 4380: the client's address is stored inverted
    }
    if (isIsatap(bytes)) {
      inner.add(at(bytes, 12, 0));
    }
    return inner;
  }

  /** Not {@code ::} and {@code ::1}, which are addresses of their own. */
  private static boolean isCompatible(InetAddress address) {
    return COMPATIBLE.contains(address)
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress();
  }

  /** RFC 5214: the last 64 bits are 0000:5efe or 0200:5efe and an IPv4 address. */
  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0
        && bytes[9] == 0
        && bytes[10] == 0x5e
        && (bytes[11] & 0xff) == 0xfe;
  }

  private static InetAddress at(byte[] bytes, int offset, int mask) {
    byte[] four = new byte[4];
    for (int i = 0; i < 4; i++) {
      four[i] = (byte) (bytes[offset + i] ^ mask);
    }
    try {
      return InetAddress.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }
}
