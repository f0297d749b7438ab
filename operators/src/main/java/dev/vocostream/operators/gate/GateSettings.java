package dev.vocostream.operators.gate;

import java.util.Set;

/**
 * What the operator allows.
 *
 * @param enabled schemes beyond those that are always allowed
 */
public record GateSettings(Set<Scheme> enabled, AddressRule addresses) {
  public GateSettings {
    enabled = Set.copyOf(enabled);
  }

  /** These schemes, and those that need no opt-in. */
  public static GateSettings of(AddressRule addresses, Scheme... enabled) {
    return new GateSettings(Set.of(enabled), addresses);
  }

  boolean allows(Scheme scheme) {
    return scheme.isAlwaysAllowed() || enabled.contains(scheme);
  }
}
