package dev.vocostream.job.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.operators.decode.child.DecodeStrategy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.Loader;

/**
 * The figures of decoding as one JSON object: medians over the rounds, and in {@code spread} the
 * least and the most. Without an ffmpeg command to compare with, ratios are null.
 */
final class DecodeReport {
  private static final double MIB = 1 << 20;

  private final DecodeBenchmark.Settings settings;
  private final BenchmarkClip clip;
  private final Optional<FfmpegCommand> ffmpeg;
  private final ObjectNode root = new ObjectMapper().createObjectNode();

  DecodeReport(
      DecodeBenchmark.Settings settings, BenchmarkClip clip, Optional<FfmpegCommand> ffmpeg) {
    this.settings = settings;
    this.clip = clip;
    this.ffmpeg = ffmpeg;
  }

  ObjectNode toJson(Map<DecodeStrategy, List<DecodeRun>> runs) {
    ObjectNode cameras = root.putObject("cameras_per_core");
    ObjectNode ratios = root.putObject("ratio_to_ffmpeg");
    ObjectNode spread = root.objectNode();
    ObjectNode cameraSpread = spread.putObject("cameras_per_core");
    ObjectNode ratioSpread = spread.putObject("ratio_to_ffmpeg");
    runs.forEach(
        (strategy, all) -> {
          String name = nameOf(strategy);
          put(cameras, cameraSpread, name, sorted(all, DecodeRun::camerasPerCore));
          if (ffmpeg.isPresent()) {
            put(ratios, ratioSpread, name, sorted(all, DecodeRun::ratioToFfmpeg));
          } else {
            ratios.putNull(name);
          }
        });
    List<DecodeRun> all = runs.values().stream().flatMap(List::stream).toList();
    root.put("child_rss_mb", sorted(all, run -> run.childBytes() / MIB)[all.size() / 2]);
    root.put("frames_accounted", all.stream().allMatch(DecodeRun::accounted));
    root.put("kept_up", all.stream().allMatch(DecodeRun::keptUp));
    root.set("spread", spread);
    conditions();
    return root;
  }

  private static String nameOf(DecodeStrategy strategy) {
    return switch (strategy) {
      case ALL -> "all";
      case AUTO -> "auto";
      case KEY_FRAMES -> "keyframes";
    };
  }

  private static double[] sorted(List<DecodeRun> runs, ToDoubleFunction<DecodeRun> value) {
    return runs.stream().mapToDouble(value).sorted().toArray();
  }

  private static void put(ObjectNode to, ObjectNode spread, String name, double[] sorted) {
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    to.put(name, median);
    ArrayNode extremes = spread.putArray(name);
    extremes.add(sorted[0]).add(sorted[sorted.length - 1]);
  }

  private void conditions() {
    ObjectNode conditions = root.putObject("conditions");
    conditions.put(
        "clip",
        "%dx%d, %d pictures/s, H.264 without B-frames, %.1f Mbit/s, a key frame every %d pictures"
            .formatted(
                BenchmarkClip.WIDTH,
                BenchmarkClip.HEIGHT,
                BenchmarkClip.FPS,
                clip.mbitPerSecond(),
                settings.keyEvery()));
    conditions.put("wanted", "1 frame/s, longer side " + DecodeBenchmark.FRAME_SIZE + " pixels");
    conditions.put("path", "RTSP over TCP, gate, proxy, child process, pipe; one thread decodes");
    conditions.put("rounds", settings.rounds()).put("seconds_each", settings.seconds());
    conditions.put("ffmpeg_command", ffmpeg.map(FfmpegCommand::version).orElse(null));
    conditions.put("ffmpeg_libraries", version("ffmpeg"));
    conditions.put("java", Runtime.version().toString());
    conditions.put("cpu", cpu()).put("cores", Runtime.getRuntime().availableProcessors());
    conditions.put(
        "load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String version(String artifact) {
    try {
      return Loader.getVersion("org.bytedeco", artifact);
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
