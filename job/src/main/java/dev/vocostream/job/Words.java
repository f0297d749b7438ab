package dev.vocostream.job;

import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import java.util.List;
import java.util.Locale;

/** Facts in words. */
public final class Words {
  private Words() {}

  public static String of(ModelDescription model) {
    return "%s, fingerprint %s, %d VoCo tokens a frame, %s a frame%s"
        .formatted(
            model.name(),
            model.fingerprint(),
            model.tokensPerFrame(),
            bytes(model.bytesPerFrame()),
            model.trained() ? "" : "; untrained: its answers mean nothing");
  }

  /** The most that these cameras can ever remember. */
  public static String memoryOf(VideoJob job, List<CameraSettings> cameras) {
    long sum = StateBudget.of(job, cameras);
    return "at most %s for %d cameras; %s of heap to find it"
        .formatted(bytes(sum), cameras.size(), bytes(StateBudget.heapOf(job, cameras)));
  }

  public static String bytes(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
