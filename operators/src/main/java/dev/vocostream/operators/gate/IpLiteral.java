package dev.vocostream.operators.gate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as text, in the one spelling that every program reads alike. Resolves nothing. */
final class IpLiteral {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:(" + V4 + ")?[0-9A-Fa-f:]*");

  /** WHATWG's "ends in a number": whoever reads such a host at all reads an IPv4 address. */
  private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

  private IpLiteral() {}

  /** Four decimal numbers without leading zeros, or IPv6 without brackets and without a zone. */
  static Optional<InetAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether this is, or could be taken for, an IPv4 address. */
  static boolean looksNumeric(String host) {
    return NUMERIC.matcher(host).matches();
  }
}
