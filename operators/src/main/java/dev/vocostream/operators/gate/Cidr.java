package dev.vocostream.operators.gate;

import java.net.InetAddress;

/**
 * A range of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param prefix how many leading bits are the network's
 */
public record Cidr(InetAddress network, int prefix) {
  public Cidr {
    byte[] bytes = network.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException(
          "address range %s/%d: a prefix of 0 to %d expected"
              .formatted(network.getHostAddress(), prefix, bytes.length * 8));
    }
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        throw new IllegalArgumentException(
            "address range %s/%d: bits after the prefix are set, write the network's address"
                .formatted(network.getHostAddress(), prefix));
      }
    }
  }

  /** Reads {@code address/prefix}; a plain address is a range of one. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress network =
        IpLiteral.parse(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "address range '%s': expected like 10.0.0.0/8 or fd00::/8"
                            .formatted(text)));
    String prefix = slash < 0 ? "" + network.getAddress().length * 8 : text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "address range '%s': a number expected after the slash".formatted(text));
    }
    return new Cidr(network, Integer.parseInt(prefix));
  }

  /** Never true across families. */
  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (((mine[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
