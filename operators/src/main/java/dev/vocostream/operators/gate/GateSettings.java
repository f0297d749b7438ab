package dev.vocostream.operators.gate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator allows.
 *
 * @param enabled schemes beyond those that are always allowed
 * @param fileDirectory the directory that camera files are under; required with scheme FILE
 */
public record GateSettings(
    Set<Scheme> enabled, AddressRule addresses, Optional<Path> fileDirectory) {
  public GateSettings {
    enabled = Set.copyOf(enabled);
    if (enabled.contains(Scheme.FILE) && fileDirectory.isEmpty()) {
      throw new IllegalArgumentException(
          "scheme file is enabled without a directory: name the one that camera files are under");
    }
  }

  /** The schemes that need no opt-in; files not at all. */
  public static GateSettings of(AddressRule addresses, Scheme... enabled) {
    return new GateSettings(Set.of(enabled), addresses, Optional.empty());
  }

  boolean allows(Scheme scheme) {
    return scheme.isAlwaysAllowed() || enabled.contains(scheme);
  }
}
