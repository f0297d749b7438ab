package dev.vocostream.job.sizing;

/**
 * What one device, one core, one process does or takes.
 *
 * @param compressedPerSecond frames that one device compresses in a second, in batches
 * @param answersPerSecond questions that one device answers in a second, alone
 * @param monitorGain how many times as many monitors, which share a window and a pass
 * @param busy share of a device's time that is planned for, 0 to 1
 * @param bytesPerToken activations of one VoCo token as they are stored
 * @param modelBytes that the model needs on its device
 * @param frameBytes of a sampled picture, on its way to the model
 * @param coresPerCamera to decode one
 * @param processBytes of a decoding process
 * @param camerasPerProcess decoded by one
 * @param cameraMbit that a camera sends, megabits a second
 * @param uploadFactor bytes that checkpoints upload for a byte of new state
 * @param diskFactor bytes on RocksDB's disk for a byte of state
 */
public record Figures(
    double compressedPerSecond,
    double answersPerSecond,
    double monitorGain,
    double busy,
    long bytesPerToken,
    long modelBytes,
    long frameBytes,
    double coresPerCamera,
    long processBytes,
    int camerasPerProcess,
    double cameraMbit,
    double uploadFactor,
    double diskFactor) {
  public Figures {
    require("compressed-per-second", compressedPerSecond);
    require("answers-per-second", answersPerSecond);
    require("monitor-gain", monitorGain);
    require("busy", busy);
    require("bytes-per-token", bytesPerToken);
    require("model-bytes", modelBytes);
    require("frame-bytes", frameBytes);
    require("cores-per-camera", coresPerCamera);
    require("process-bytes", processBytes);
    require("cameras-per-process", camerasPerProcess);
    require("camera-mbit", cameraMbit);
    require("upload-factor", uploadFactor);
    require("disk-factor", diskFactor);
    if (busy > 1) {
      throw new IllegalArgumentException("busy must be at most 1, was " + busy);
    }
  }

  private static void require(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
