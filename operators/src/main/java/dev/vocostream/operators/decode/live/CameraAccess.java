package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.process.DecoderPool;
import dev.vocostream.operators.gate.AddressRule;
import dev.vocostream.operators.gate.Cidr;
import dev.vocostream.operators.gate.GateSettings;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Scheme;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What network cameras may be reached, and with what: as it travels with the job. Holds names of
 * secrets' places, never a secret.
 *
 * @param schemes beyond rtsp, rtsps and https, which need no opt-in
 * @param allow address ranges that are not the public Internet, such as 10.0.0.0/8, where cameras
 *     may be
 * @param internet whether public addresses need not be listed
 * @param secretsFile lines of {@code name@host=user:password} on every task manager; null: there is
 *     none
 * @param patience how long a camera may send no frame; three of its sampling periods if that is
 *     longer
 * @param camerasPerProcess how many are decoded by one process, 1 to {@link
 *     DecoderPool#MOST_IN_A_PROCESS}
 * @param files directories that cameras' files are under; null: anywhere
 * @param bytesPerSecond what a network camera may send; what comes faster waits or is lost
 * @param secretHosts by name of a secret, the hosts of those cameras in the job's file that name it
 */
public record CameraAccess(
    Set<Scheme> schemes,
    List<String> allow,
    boolean internet,
    String secretsFile,
    Duration patience,
    int camerasPerProcess,
    List<String> files,
    long bytesPerSecond,
    Map<String, Set<String>> secretHosts)
    implements Serializable {
  /** What a crash takes down with it, against the memory of one more process; see RATIONALE.md. */
  public static final int CAMERAS_PER_PROCESS = 8;

  /** rtsp, rtsps and https on the public Internet, secrets from the environment. */
  public static final CameraAccess STRICT =
      new CameraAccess(Set.of(), List.of(), true, null, Duration.ofSeconds(20));

  public CameraAccess {
    schemes = Set.copyOf(schemes);
    allow = List.copyOf(allow);
    files = files == null ? null : List.copyOf(files);
    secretHosts = Map.copyOf(secretHosts);
    allow.forEach(Cidr::parse); // refuses what is no range
    if (camerasPerProcess < 1 || camerasPerProcess > DecoderPool.MOST_IN_A_PROCESS) {
      throw new IllegalArgumentException(
          "cameras per decoding process must be 1 to %d, were %d"
              .formatted(DecoderPool.MOST_IN_A_PROCESS, camerasPerProcess));
    }
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "a camera's bytes a second must be positive, were " + bytesPerSecond);
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("patience with a camera must be positive: " + patience);
    }
  }

  /** With as many cameras a process as is usual, and files anywhere. */
  public CameraAccess(
      Set<Scheme> schemes,
      List<String> allow,
      boolean internet,
      String secretsFile,
      Duration patience) {
    this(
        schemes,
        allow,
        internet,
        secretsFile,
        patience,
        CAMERAS_PER_PROCESS,
        null,
        ProxySettings.BYTES_PER_SECOND,
        Map.of());
  }

  public CameraAccess withCamerasPerProcess(int count) {
    return new CameraAccess(
        schemes, allow, internet, secretsFile, patience, count, files, bytesPerSecond, secretHosts);
  }

  public CameraAccess withFiles(List<String> directories) {
    return new CameraAccess(
        schemes,
        allow,
        internet,
        secretsFile,
        patience,
        camerasPerProcess,
        directories,
        bytesPerSecond,
        secretHosts);
  }

  public CameraAccess withBytesPerSecond(long most) {
    return new CameraAccess(
        schemes,
        allow,
        internet,
        secretsFile,
        patience,
        camerasPerProcess,
        files,
        most,
        secretHosts);
  }

  GateSettings gate() {
    AddressRule addresses = new AddressRule(allow.stream().map(Cidr::parse).toList(), internet);
    return new GateSettings(schemes, addresses);
  }
}
